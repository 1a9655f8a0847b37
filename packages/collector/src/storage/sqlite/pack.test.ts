import { fold } from '@koopsignaal/scoring'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory, event, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { modelOf } from '../../models.ts'
import type { VisitRecord } from '../../visit-record.ts'
import { SHOP } from '../fixtures.ts'
import {
  packSource,
  packState,
  packVisitRecord,
  unpackSource,
  unpackState,
  unpackVisitRecord,
} from './pack.ts'

it('unpacks the state of any history as it was', () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      const profile = fold(history, modelOf(SHOP))
      if (profile === null) return
      const { at } = profile.last
      expect(unpackState(packState(profile.state, at), at)).toEqual(profile.state)
    }),
  )
})

it('keeps items whatever they are called', () => {
  const profile = fold([event({ item: '__proto__', category: 'constructor' })], modelOf(SHOP))!
  const { state } = profile
  const unpacked = unpackState(packState(state, MONDAY), MONDAY)
  expect(Object.keys(unpacked.items)).toEqual(['__proto__'])
  expect(Object.keys(unpacked.visits[0]!.items)).toEqual(['__proto__'])
  expect(unpacked).toEqual(state)
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
  for (const one of [visit, { ...visit, converted: null }, { ...visit, channel: null }])
    expect(unpackVisitRecord(packVisitRecord(one, MONDAY + 9), MONDAY + 9)).toEqual(one)
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
