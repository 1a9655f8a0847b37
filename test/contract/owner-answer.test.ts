import type { AssessmentForOwner } from '@koopsignaal/protocol'
import { DAY, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHROME_ON_PHONE, createTestApp, NOON, type TestApp } from '../support/app.ts'
import { ANNE, from, koperWithQuote, newId, zoekerFromSearch } from '../support/visitors.ts'

/** What the page and what the owner's own server are told about the visitor they send for. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const SUMMARY = ['segment', 'phase', 'score', 'confidence']
const dated = (at: number, type: object) => ({ id: newId(), at, ...type })
const view = (at: number, topic: string) =>
  dated(at, { type: 'page_view', url: 'https://example.nl/x', topic })

describe('the assessment in the answer', () => {
  it('tells the page of a consented visitor what it may see and no more', async () => {
    const { body } = await test.post(koperWithQuote(ANNE))
    expect(Object.keys(body.assessment!)).toEqual(SUMMARY)
  })

  it('equals what the question about the visitor answers', async () => {
    const { body } = await test.post(koperWithQuote(ANNE))
    const { segment, phase, score, confidence } = (await test.get(`/v1/sites/example/visitors/${ANNE}`)).body
    expect(body.assessment).toEqual({ segment, phase, score, confidence })
    expect(segment).toBe('koper')
  })

  it.each(['off', 'count', 'cookieless', 'denied', 'withdrawn', undefined])(
    'is not told to a page with consent %s',
    async (consent) => {
      const { body } = await test.post({ ...zoekerFromSearch(ANNE), consent })
      expect(body).not.toHaveProperty('assessment')
    },
  )

  it('is told to the owner’s server with chances of six decimals, not calibrated before it has learnt', async () => {
    const { body } = await test.postAsOwner(koperWithQuote(ANNE))
    const { now, later, calibrated, calibratedHeads, ...rest } = body.assessment as AssessmentForOwner
    expect(Object.keys(rest)).toEqual(SUMMARY)
    expect([calibrated, calibratedHeads]).toEqual([false, { now: false, later: false }])
    for (const chance of [now, later]) {
      expect(chance).toBeGreaterThan(0)
      expect(chance).toBeLessThan(1)
      expect(chance).toBe(Number(chance.toFixed(6)))
    }
  })

  it('is as of the batch’s last event, also when the visitor has later events', async () => {
    const first = [view(NOON - 9 * DAY, 'problem'), view(NOON - 9 * DAY + MINUTE, 'problem')]
    const alone = await test.postAsOwner(from(ANNE, first))
    const later = koperWithQuote(ANNE).events.map((event, i) => ({ ...event, at: NOON - DAY + i * MINUTE }))
    const koper = await test.postAsOwner(from(ANNE, later))
    const again = await test.postAsOwner(from(ANNE, first))
    expect(koper.body.assessment!.segment).toBe('koper')
    expect(again.body.duplicates).toBe(2)
    expect(again.body.assessment).toEqual(alone.body.assessment)
  })

  it('is as of the latest event of a batch that is out of order', async () => {
    const other = await createTestApp()
    const events = [
      view(NOON - 3 * DAY, 'problem'),
      view(NOON - 2 * DAY, 'price'),
      view(NOON - DAY, 'contact'),
    ]
    const inOrder = await test.postAsOwner(from(ANNE, events))
    const reversed = await other.postAsOwner(from(ANNE, events.toReversed()))
    expect(reversed.body.assessment).toEqual(inOrder.body.assessment)
    await other.close()
  })

  it.each([
    ['nobody was named', { site: 'example', events: [{ id: newId(), type: 'conversion', name: 'order' }] }],
    [
      'the visitor is only counted',
      from(ANNE, [{ id: newId(), type: 'custom', name: 'x' }], { consent: 'count' }),
    ],
    ['the batch is empty', from(ANNE, [])],
    [
      'the visitor is a program',
      from(ANNE, [{ id: newId(), type: 'custom', name: 'x' }], { userAgent: 'curl/8.14.1' }),
    ],
  ])('is there for the owner’s server even when %s', async (_name, batch) => {
    const { body } = await test.postAsOwner(batch)
    expect(body.assessment).toEqual({
      segment: 'passant',
      phase: 'latent',
      score: expect.any(Number),
      confidence: 'low',
      now: expect.any(Number),
      later: expect.any(Number),
      calibrated: false,
      calibratedHeads: { now: false, later: false },
    })
  })

  it('follows a cookieless visitor whose address the owner’s server passes on', async () => {
    const batch = { ...koperWithQuote(ANNE), consent: 'cookieless', visitor: undefined }
    const { body } = await test.postAsOwner({ ...batch, ip: '203.0.113.9', userAgent: CHROME_ON_PHONE })
    expect(body.assessment!.segment).toBe('koper')
  })
})

describe('a token that may not write here', () => {
  it.each([
    ['nobody’s token', async () => 'ks_nobody', 401, 'unauthorized'],
    ['a read token', () => test.token('read'), 403, 'forbidden'],
    ['another site’s token', () => test.token('write', 'second'), 404, 'unknown_site'],
  ])('sends nothing: %s', async (_name, token, status, code) => {
    await test.store.putSite({ ...(await test.store.site('example'))!, id: 'second' })
    const answer = await test.post(koperWithQuote(ANNE), { authorization: `Bearer ${await token()}` })
    expect([answer.status, (answer.body as unknown as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ])
    expect(await test.store.visitor({ site: 'example', visitor: ANNE })).toBeNull()
  })
})

describe('a visitor’s own address and browser', () => {
  it('are not believed from a batch without a token', async () => {
    const visits = async () =>
      (await test.get('/v1/sites/example/segments?to=2026-11-22')).body.totals.visitors
    const batch = { site: 'example', userAgent: CHROME_ON_PHONE }
    await test.post({
      ...batch,
      ip: '203.0.113.1',
      events: [{ id: newId(), type: 'custom', name: 'x', ago: 5 }],
    })
    await test.post({
      ...batch,
      ip: '203.0.113.2',
      events: [{ id: newId(), type: 'custom', name: 'x', ago: 5 }],
    })
    expect(await visits()).toBe(1)
    for (const event of test.store.events('example')) expect(event.device).toBe('desktop')
  })
})
