import { HOUR } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, from, newId, pageView } from '../support/visitors.ts'

/** What a program sends is kept and counts for nothing; whoever may look is told so. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const HEADLESS = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/142.0.0.0 Safari/537.36',
}
const drops = async () => (await test.get('/v1/sites/example/drops')).body.drops
const NAMED = 'kept, but it counts for nothing: its user agent names a program'

describe('an event of a program', () => {
  it('is answered like anybody’s', async () => {
    const batch = from(ANNE, [pageView('/')])
    const [person, program] = [await test.post(batch), await test.post(from(ANNE, [pageView('/')]), HEADLESS)]
    expect([program.status, Object.keys(program.body)]).toEqual([person.status, Object.keys(person.body)])
    expect(program.body).toMatchObject({ accepted: 1, duplicates: 0, dropped: [] })
  })

  it('is listed with its reason beside those that were dropped, once', async () => {
    const view = pageView('/prijzen?naam=Anne')
    await test.post(from(ANNE, [{ ...view, url: `${view.url}` }]), HEADLESS)
    await test.post(from(ANNE, [view]), HEADLESS)
    const listed = await drops()
    expect(listed).toMatchObject([{ reason: 'bot', message: `events[0]: ${NAMED}` }])
    expect(JSON.parse(listed[0].event)).toMatchObject({ id: view.id, url: expect.stringMatching(/prijzen$/) })
  })

  it.each([
    ['its user agent names a program', {}, HEADLESS],
    ['a program drives the browser (navigator.webdriver)', { webdriver: true }, {}],
    ['it came without a user agent', {}, { 'user-agent': '' }],
  ])('is told why: %s', async (why, more, headers) => {
    await test.post({ ...from(ANNE, [pageView('/')]), ...more }, headers as Record<string, string>)
    expect((await drops())[0].message).toBe(`events[0]: kept, but it counts for nothing: ${why}`)
  })

  it('of a known spammer, too', async () => {
    await test.post(from(ANNE, [{ ...pageView('/'), referrer: 'https://semalt.com/' }]))
    expect((await drops())[0].message).toMatch(/its referrer is known for spam$/)
  })

  it('is told to the owner’s own server in the answer', async () => {
    const view = pageView('/')
    const batch = { ...from(ANNE, [view, pageView('/b')]), userAgent: HEADLESS['user-agent'] }
    const { body } = await test.postAsOwner(batch)
    expect(body.bots).toEqual([
      { index: 0, reason: 'user_agent', message: `events[0]: ${NAMED}` },
      { index: 1, reason: 'user_agent', message: `events[1]: ${NAMED}` },
    ])
    expect((await test.postAsOwner(batch)).body).not.toHaveProperty('bots')
    expect((await test.postAsOwner(from(ANNE, [pageView('/')]))).body).not.toHaveProperty('bots')
  })

  it('is listed a hundred times an hour and no more', async () => {
    const many = () =>
      from(
        ANNE,
        Array.from({ length: 60 }, () => ({ ...pageView('/'), id: newId() })),
      )
    await test.post(many(), HEADLESS)
    await test.post(many(), HEADLESS)
    expect(await drops()).toHaveLength(100)
    test.clock.now += HOUR
    await test.post(from(ANNE, [pageView('/')]), HEADLESS)
    expect((await test.get('/v1/sites/example/drops?limit=1000')).body.drops).toHaveLength(101)
  })

  it('is no event that was not kept: the check of the installation counts it as of a program', async () => {
    await test.post(from(ANNE, [pageView('/')]), HEADLESS)
    const { body } = await test.get('/v1/sites/example/installation')
    expect([body.events.lastDay.bots, body.drops]).toEqual([1, []])
    expect(body.findings.map(({ code }: { code: string }) => code)).not.toContain('drops')
  })
})
