import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { from, newId, pageView } from '../support/visitors.ts'

/** When an event is taken to have happened. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const eventsOf = async (visitor: string) => test.store.history({ site: 'example', visitor })

describe('when it happened', () => {
  const timesOf = async (visitor: string) => (await eventsOf(visitor)).map(({ at }) => at - test.clock.now)

  it('is now without ago, and a day back at most', async () => {
    const events = [pageView('/'), pageView('/', { ago: 86_400_000 }), pageView('/', { ago: 0.4 })]
    await test.post(from('by-the-clock', events))
    expect(await timesOf('by-the-clock')).toEqual([-86_400_000, 0, 0])
  })

  it('may be said with at only by who has a write token', async () => {
    const event = { id: newId(), type: 'custom', name: 'x', at: test.clock.now - 5_000 }
    const stranger = await test.post(from('dated-visitor', [event]))
    expect(stranger.body.dropped).toEqual([
      {
        index: 0,
        reason: 'at_needs_token',
        message: 'events[0].at: only with a write token; send ago instead',
      },
    ])
    const write = await test.token('write')
    const owner = await test.post(from('dated-visitor', [event]), { authorization: `Bearer ${write}` })
    expect(owner.body.accepted).toBe(1)
    expect(await timesOf('dated-visitor')).toEqual([-5_000])
  })

  it('may be years ago with a write token', async () => {
    const event = { id: newId(), type: 'custom', name: 'x', at: 1 }
    expect((await test.postAsOwner(from('very-early', [event]))).body.accepted).toBe(1)
    expect((await test.get('/v1/sites/example/visitors/very-early')).body.firstSeen).toBe(
      '1970-01-01T00:00:00.001Z',
    )
  })

  it('is now when the owner’s clock is a little ahead, and refused when it is far ahead', async () => {
    const ahead = (ms: number) => ({ id: newId(), type: 'custom', name: 'x', at: test.clock.now + ms })
    const { body } = await test.postAsOwner(from('early-bird', [ahead(60_000), ahead(60_001)]))
    expect(body.dropped).toEqual([
      { index: 1, reason: 'at_in_future', message: 'events[1].at: lies in the future' },
    ])
    expect(await timesOf('early-bird')).toEqual([0])
  })
})
