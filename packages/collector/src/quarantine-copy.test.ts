import { describe, expect, it } from 'vitest'
import { quarantineCopy } from './quarantine-copy.ts'

describe('the copy of a refused event', () => {
  it('shows the event as it came', () => {
    const event = { id: 'event-1', type: 'custom', props: { size: 3, seen: true, none: null } }
    expect(JSON.parse(quarantineCopy(event))).toEqual(event)
  })

  it('leaves out the query and the fragment of every address', () => {
    const copy = quarantineCopy({
      url: 'https://example.nl/bedankt?naam=Anne#top',
      href: '/bestelling#9912',
      props: { from: 'zie https://example.nl/?q=geheim nu' },
    })
    expect(JSON.parse(copy)).toEqual({
      url: 'https://example.nl/bedankt',
      href: '/bestelling',
      props: { from: 'zie https://example.nl/ nu' },
    })
  })

  it('leaves a question in a title alone', () => {
    expect(quarantineCopy({ title: 'Natte tuin? Drainage uitgelegd' })).toContain('tuin? Drainage')
  })

  it('has no e-mail address, not even half of one where it is cut', () => {
    const copy = quarantineCopy({ title: `${'x '.repeat(990)} anne@voorbeeld.nl` })
    expect(copy.length).toBeLessThanOrEqual(2_000)
    expect(copy).not.toMatch(/anne|voorbeeld/)
  })

  it('is made of 30,000 levels as well', () => {
    const deep = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`) as unknown
    expect(quarantineCopy(deep)).toBe('[[[["…"]]]]')
  })

  it('is empty when nothing may be kept', () => {
    expect(quarantineCopy(null)).toBe('')
  })
})
