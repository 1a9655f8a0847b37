import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { advanceVisitor } from '../packages/collector/src/advance-visitor.ts'
import { modelOf } from '../packages/collector/src/models.ts'
import { createTestApp, type TestApp } from './support/app.ts'

/** After an upgrade, or when a site turns out to be of another kind, profiles are still those of the earlier model. */

const visitor = 'koper-op-bezoek'
let test: TestApp

beforeEach(async () => {
  test = await createTestApp({ sites: [{ id: 'example', kind: 'shop' }] })
  await test.post({
    site: 'example',
    visitor,
    consent: 'granted',
    events: [
      { id: 'view-0001', type: 'page_view', ago: 60_000, url: 'https://example.nl/natte-tuin' },
      { id: 'view-0002', type: 'page_view', ago: 0, url: 'https://example.nl/prijzen' },
    ],
  })
  const site = await test.store.site('example')
  await test.store.putSite({ ...site!, kind: 'services' })
})
afterEach(() => test.close())

const ask = async (path: string) => (await test.get(`/v1/sites/example/${path}`)).body

describe('a site whose model has changed', () => {
  it('answers by the present model before the profiles are renewed, and the same after', async () => {
    const before = [
      await ask('visitors'),
      await ask(`visitors/${visitor}`),
      await ask(`visitors/${visitor}/journey`),
    ]
    expect(before[0].visitors[0].model).toMatch(/^services-/)
    const { visitors } = await test.store.rebuild((await test.store.site('example'))!, advanceVisitor)
    expect(visitors).toBe(1)
    expect([
      await ask('visitors'),
      await ask(`visitors/${visitor}`),
      await ask(`visitors/${visitor}/journey`),
    ]).toEqual(before)
  })

  it('renews only the profiles that are not of the present model', async () => {
    const site = (await test.store.site('example'))!
    expect(await test.store.rebuild(site, advanceVisitor, { present: modelOf(site) })).toEqual({
      visitors: 1,
      changed: 1,
    })
    expect(await test.store.rebuild(site, advanceVisitor, { present: modelOf(site) })).toEqual({
      visitors: 0,
      changed: 0,
    })
  })

  it('takes new events in', async () => {
    const view = { id: 'view-0003', type: 'page_view', url: 'https://example.nl/contact' }
    const { body } = await test.post({ site: 'example', visitor, consent: 'granted', events: [view] })
    expect(body).toMatchObject({ accepted: 1, assessment: { segment: expect.any(String) as string } })
  })
})
