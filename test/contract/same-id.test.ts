import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, BRAM, from, newId, pageView } from '../support/visitors.ts'

/** An event id counts once, however it comes again. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const eventsOf = async (visitor: string) => test.store.history({ site: 'example', visitor })

describe('the same id again', () => {
  it('is a duplicate within one batch', async () => {
    const view = pageView('/')
    const { body } = await test.post(from('twice-at-once', [view, view, view]))
    expect([body.accepted, body.duplicates]).toEqual([1, 2])
    expect(await eventsOf('twice-at-once')).toHaveLength(1)
  })

  it('is a duplicate in two batches that arrive together', async () => {
    const view = pageView('/')
    const both = await Promise.all([test.post(from(ANNE, [view])), test.post(from(ANNE, [view]))])
    expect(both.map(({ body }) => body.accepted).toSorted()).toEqual([0, 1])
    expect(both.map(({ body }) => body.duplicates).toSorted()).toEqual([0, 1])
  })

  it('is a duplicate under another visitor, who is not made by it', async () => {
    const view = pageView('/')
    await test.post(from('first-visitor', [view]))
    const { body } = await test.post(from('other-visitor', [view]))
    expect(body).toEqual({ accepted: 0, duplicates: 1, dropped: [] })
    expect((await test.get('/v1/sites/example/visitors/other-visitor')).status).toBe(404)
  })

  it('is a duplicate whatever else has changed about it', async () => {
    const id = newId()
    await test.post(from(BRAM, [{ id, type: 'custom', name: 'first' }]))
    await test.post(from(BRAM, [{ id, type: 'conversion', name: 'second', value: 1e6 }]))
    expect((await eventsOf(BRAM)).map(({ type, detail }) => [type, detail.name])).toEqual([
      ['custom', 'first'],
    ])
  })

  it('is another event on another site', async () => {
    const two = await createTestApp({ sites: [{ id: 'example' }, { id: 'second' }] })
    const view = pageView('/')
    await two.post({ site: 'example', events: [view] })
    expect((await two.post({ site: 'second', events: [view] })).body.accepted).toBe(1)
    await two.close()
  })
})
