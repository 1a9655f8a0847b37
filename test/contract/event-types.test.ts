import { EVENT_TYPES, type EventType } from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { from, newId, pageView } from '../support/visitors.ts'

/** What each type of event may carry, and what is kept of it. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const eventsOf = async (visitor: string) => test.store.history({ site: 'example', visitor })

describe('every type of event', () => {
  const EXAMPLES: Readonly<Record<EventType, object>> = {
    page_view: { url: 'https://example.nl/', title: 'Droogtuin' },
    cta_click: { cta: 'offerte' },
    engagement: { engagedMs: 0, scrollPercent: 0 },
    search: { query: 'drainage', results: 0 },
    form_start: { form: 'offerte' },
    form_submit: { form: 'offerte' },
    outbound_click: { href: 'https://leverancier.example/' },
    download: { href: 'https://example.nl/prijslijst.pdf' },
    conversion: { name: 'order', value: 0, currency: 'EUR' },
    feedback: { question: 'Gevonden wat u zocht?', answer: 'bijna', rating: 0 },
    custom: { name: 'video_played', props: { percent: 50, muted: false, title: 'Aanleg', none: null } },
  }

  it.each(EVENT_TYPES)('keeps a %s with all that it carries', async (type) => {
    const visitor = `one-${type}`
    const { body } = await test.post(from(visitor, [{ id: newId(), type, ...EXAMPLES[type] }]))
    expect(body).toMatchObject({ accepted: 1, dropped: [] })
    const [event] = await eventsOf(visitor)
    expect(event!.type).toBe(type)
    const { url, title, href, ...facts } = EXAMPLES[type] as Record<string, string>
    expect(event!.detail).toMatchObject(facts)
    if (title !== undefined)
      expect([event!.title, event!.host, event!.path]).toEqual([title, 'example.nl', '/'])
    if (href !== undefined) expect(event!.detail.href).toBe(href.replace('https://', ''))
  })

  it('takes topic, item, category and props on any of them', async () => {
    const more = { topic: 'price', item: 'grindbak', category: 'drainage', props: { size: 'L' } }
    const events = EVENT_TYPES.map((type) => ({ id: newId(), type, ...EXAMPLES[type], ...more }))
    expect((await test.post(from('much-to-say', events))).body.accepted).toBe(EVENT_TYPES.length)
    for (const event of await eventsOf('much-to-say')) {
      expect(event).toMatchObject({
        topic: 'price',
        item: 'grindbak',
        category: 'drainage',
        detail: { props: { size: 'L' } },
      })
    }
  })
})

describe('long text', () => {
  it('is cut, not refused', async () => {
    const long = 'a b '.repeat(2_000)
    const events = [
      { id: newId(), type: 'page_view', url: `https://example.nl/${'p'.repeat(9_000)}`, title: long },
      { id: newId(), type: 'cta_click', cta: long },
      { id: newId(), type: 'feedback', answer: long },
      { id: newId(), type: 'search', query: long },
    ]
    expect((await test.post(from('long-winded', events))).body).toMatchObject({ accepted: 4, dropped: [] })
    const kept = await eventsOf('long-winded')
    expect(kept.map((event) => event.title?.length).filter(Boolean)).toEqual([511])
    expect(
      kept
        .flatMap(({ detail }) => [detail.cta, detail.answer, detail.query])
        .filter(Boolean)
        .map((t) => t!.length)
        .toSorted((a, b) => a - b),
    ).toEqual([127, 511, 1_999])
  })

  it('is not cut through an e-mail address, whose first half would be kept', async () => {
    await test.post(from('letter-writer', [pageView('/', { title: `${'mail '.repeat(101)}jan@example.nl` })]))
    expect((await eventsOf('letter-writer'))[0]!.title).not.toContain('jan')
  })

  it('is not cut through the middle of a letter', async () => {
    await test.post(from('emoji-lover', [pageView('/', { title: `${'x'.repeat(511)}🌧️` })]))
    expect((await eventsOf('emoji-lover'))[0]!.title!.isWellFormed()).toBe(true)
  })
})
