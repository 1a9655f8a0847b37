import { MINUTE } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { event, MONDAY } from '../../../scoring/src/fixtures.ts'
import { createPresences } from './presence.ts'

const view = (visitor: string | null, at: number, path = '/') =>
  event({ id: `${visitor}-${at}`, visitor, at, path })

describe('who is present', () => {
  it('is whoever gave a sign in the last five minutes, and nobody from an import of the past', () => {
    const presences = createPresences()
    const old = view('old', MONDAY - 5 * MINUTE)
    const recent = view('recent', MONDAY - 5 * MINUTE + 1)
    const bot = { ...view('bot', MONDAY), bot: 'webdriver' as const }
    expect(presences.note([old, recent, bot, view(null, MONDAY)], MONDAY)).toEqual(['recent'])
    expect(presences.expire(MONDAY)).toEqual([])
    expect(presences.expire(MONDAY + 1)).toEqual(['recent'])
    expect(presences.all()).toEqual([])
  })

  it('stands in order of the last sign, the latest last', () => {
    const presences = createPresences()
    presences.note([view('anne', MONDAY), view('bram', MONDAY + 1), view('anne', MONDAY + 2)], MONDAY)
    expect(presences.all().map(({ visitor }) => visitor)).toEqual(['bram', 'anne'])
  })

  it('is on the page looked at last, also when an earlier event comes late', () => {
    const presences = createPresences()
    presences.note([view('anne', MONDAY + 2, '/b'), view('anne', MONDAY + 1, '/a')], MONDAY)
    const click = event({ id: 'click-anne', visitor: 'anne', type: 'cta_click', at: MONDAY + 3, path: '/c' })
    presences.note([click], MONDAY)
    expect(presences.get('anne')).toMatchObject({ lastAt: MONDAY + 3, page: { path: '/b' } })
  })

  it('does not go back to what was stored before the last sign', () => {
    const presences = createPresences()
    presences.note([view('anne', MONDAY + 2, '/b')], MONDAY)
    const events = [view('anne', MONDAY, '/a')]
    presences.seed({ visitor: 'anne', consented: true, events, spans: [] })
    presences.seed({ visitor: 'bram', consented: true, events: [view('bram', MONDAY, '/a')], spans: [] })
    expect(presences.get('anne')?.page?.path).toBe('/b')
    expect(presences.get('bram')?.page?.path).toBe('/a')
  })
})
