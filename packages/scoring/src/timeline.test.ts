import { describe, expect, it } from 'vitest'
import type { Span } from './standing.ts'
import { spanAt, splice } from './timeline.ts'

const span = (from: number, until: number | null, segment: Span['segment']): Span => ({
  from,
  until,
  segment,
  phase: segment === 'passant' ? 'latent' : 'visie',
})

describe('splice', () => {
  it('cuts what was expected and puts what is now expected in its place', () => {
    const expected = [span(0, 10, 'zoeker'), span(10, null, 'passant')]
    const now = [span(5, 20, 'koper'), span(20, null, 'passant')]
    expect(splice(expected, 5, now)).toEqual([span(0, 5, 'zoeker'), ...now])
  })

  it('makes one of equal neighbours', () => {
    expect(splice([span(0, 10, 'zoeker'), span(10, null, 'passant')], 5, [span(5, 15, 'zoeker')])).toEqual([
      span(0, 15, 'zoeker'),
    ])
  })

  it('lets a later event of the same moment have the last word', () => {
    expect(splice([span(0, null, 'passant')], 0, [span(0, null, 'zoeker')])).toEqual([
      span(0, null, 'zoeker'),
    ])
  })

  it('leaves its arguments alone and takes nothing for nothing', () => {
    const before = [span(0, null, 'passant')]
    splice(before, 3, [span(3, null, 'koper')])
    expect(before).toEqual([span(0, null, 'passant')])
    expect(splice([], 0, [])).toEqual([])
  })
})

describe('spanAt', () => {
  it('includes the first moment of a span and not its last', () => {
    const timeline = [span(0, 10, 'zoeker'), span(10, null, 'passant')]
    expect(spanAt(timeline, -1)).toBeNull()
    expect(spanAt(timeline, 9)?.segment).toBe('zoeker')
    expect(spanAt(timeline, 10)?.segment).toBe('passant')
  })
})
