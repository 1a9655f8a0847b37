import { type ChannelsAnswer, DAY, type FunnelAnswer, HOUR, type SegmentsAnswer } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { ANNE, BRAM, from, newId, pageView } from '../support/visitors.ts'

/** Money back, told by the owner's own server as a conversion of a negative value. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const paid = (value: number, at: number) => ({
  id: newId(),
  type: 'conversion',
  name: value < 0 ? 'refund' : 'order',
  value,
  currency: 'EUR',
  at,
})
const visit = (at: number) => pageView('/?utm_source=nieuws&utm_medium=email', { at })
const ask = async <T>(path: string) => (await test.get<T>(`/v1/sites/example${path}`)).body

describe('a refund', () => {
  beforeEach(async () => {
    const at = NOON - 2 * DAY
    await test.postAsOwner(from(ANNE, [visit(at), paid(100, at + 1), paid(-30, at + HOUR)]))
    // Of an order from before the tag was there.
    await test.postAsOwner(from(BRAM, [visit(at), paid(-20, at + 1)]))
    await test.postAsOwner({ site: 'example', events: [paid(-5, at)] })
  })

  it('lowers what conversions were worth, and is none', async () => {
    const { totals, channels } = await ask<ChannelsAnswer>('/channels')
    expect([totals.conversions, totals.newCustomers, totals.value]).toEqual([1, 1, 45])
    const email = channels.find(({ channel }) => channel === 'email')!
    expect([email.conversions, email.newCustomers, email.value]).toEqual([1, 1, 50])
    expect(email.credits).toEqual({ first: 1, last: 1, linear: 1, markov: 1 })
  })

  it('is counted by no other report', async () => {
    const { totals, series, segments } = await ask<SegmentsAnswer>('/segments')
    expect(totals.conversions).toBe(1)
    const sum = (rows: readonly { conversions: number }[]) =>
      rows.reduce((all, { conversions }) => all + conversions, 0)
    expect([sum(series), sum(segments)]).toEqual([1, 1])
    const { steps } = await ask<FunnelAnswer>('/funnel')
    expect(steps.at(-1)!.reached).toBe(1)
    const { past } = await ask<{ past: { conversions: number }[] }>('/forecast')
    expect(sum(past)).toBe(1)
  })

  it('makes nobody a customer', async () => {
    const of = async (id: string) =>
      ask<{ customer: string; conversions: number; phase: string }>(`/visitors/${id}`)
    expect(await of(ANNE)).toMatchObject({ customer: 'existing', conversions: 1, phase: 'deal' })
    expect(await of(BRAM)).toMatchObject({ customer: 'new', conversions: 0, phase: 'latent' })
    const { visitors } = await ask<{ visitors: { id: string }[] }>('/visitors?customer=existing')
    expect(visitors.map(({ id }) => id)).toEqual([ANNE])
  })

  it('rebuilt is what it was', async () => {
    const site = (await test.store.site('example'))!
    const { advanceVisitor } = await import('../../packages/collector/src/advance-visitor.ts')
    expect((await test.store.rebuild(site, advanceVisitor)).changed).toBe(0)
  })
})
