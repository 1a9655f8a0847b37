import { fold } from '@koopsignaal/scoring'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory, event, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { modelOf } from '../../models.ts'
import type { VisitRecord } from '../../visit-record.ts'
import { SHOP } from '../fixtures.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { packSource, readVisitRecord, unpackSource, writeVisitRecord } from './pack.ts'
import { readState, writeState } from './pack-state.ts'

/** What is read after something was written. */
function again<T>(write: (to: ByteWriter) => void, read: (from: ByteReader) => T): T {
  const to = new ByteWriter()
  write(to)
  const from = new ByteReader(to.finish())
  const value = read(from)
  expect(from.isAtEnd).toBe(true)
  return value
}

it('unpacks the state of any history as it was', () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      const profile = fold(history, modelOf(SHOP))
      if (profile === null) return
      const { state, last } = profile
      expect(
        again(
          (to) => writeState(to, state, last.at),
          (from) => readState(from, last.at),
        ),
      ).toEqual(state)
    }),
  )
})

it('keeps items whatever they are called', () => {
  const { state } = fold([event({ item: '__proto__', category: 'constructor' })], modelOf(SHOP))!
  const unpacked = again(
    (to) => writeState(to, state, MONDAY),
    (from) => readState(from, MONDAY),
  )
  expect([...unpacked.items.keys()]).toEqual(['__proto__'])
  expect([...unpacked.visits[0]!.items.keys()]).toEqual(['__proto__'])
  expect(unpacked).toEqual(state)
})

it('takes as few bytes for items that are numbers in whatever order they were looked at', () => {
  const bytesOf = (items: readonly string[]): number => {
    const looks = items.map((item, i) => event({ id: `event-000${i}`, item, at: MONDAY + i * 1_000 }))
    const to = new ByteWriter()
    writeState(to, fold(looks, modelOf(SHOP))!.state, MONDAY + 2_000)
    return to.finish().length
  }
  expect(bytesOf(['9000003', '1', '9000002'])).toBe(bytesOf(['1', '9000002', '9000003']))
})

it('unpacks a visit as it was, in the order in which it went', () => {
  const visit: VisitRecord = {
    from: MONDAY,
    to: MONDAY + 5,
    pageViews: 2,
    channel: 'email',
    segments: ['koper', 'passant'],
    phases: ['leverancier', 'latent'],
    converted: { segment: 'koper', phase: 'leverancier' },
  }
  for (const one of [visit, { ...visit, converted: null, channel: null }]) {
    expect(
      again(
        (to) => writeVisitRecord(to, one, MONDAY + 9),
        (from) => readVisitRecord(from, MONDAY + 9),
      ),
    ).toEqual(one)
  }
})

it('unpacks a source as it was', () => {
  const source = {
    channel: 'ads',
    source: null,
    medium: 'cpc',
    campaign: null,
    term: null,
    content: null,
  } as const
  for (const one of [source, { ...source, content: '["x"' }, { ...source, medium: null }])
    expect(unpackSource(packSource(one))).toEqual(one)
})
