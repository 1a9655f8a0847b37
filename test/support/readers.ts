import { DAY, HOUR, MINUTE, type UnixMs, type WireEvent } from '@koopsignaal/protocol'
import type { TestApp } from './app.ts'

/** People who read, search, click and buy, at random but the same each time; some without consent. */

const PAGES = [
  ['/', undefined],
  ['/problemen/natte-tuin', 'problem'],
  ['/oplossingen/drainage', 'solution'],
  ['/producten/grindbak', 'item'],
  ['/vergelijken', 'compare'],
  ['/prijzen', 'price'],
  ['/klantverhalen', 'proof'],
  ['/contact', 'contact'],
] as const
const ARRIVALS = [
  '',
  '?utm_source=nieuwsbrief&utm_medium=email',
  '?utm_source=google&utm_medium=organic',
  '?gclid=x',
]
const QUERIES = ['Drainage', ' drainage  ', 'grindbak', 'afvoer', 'zandbed', 'Jan Jansen 06']
const CONSENTS = ['granted', 'granted', 'granted', 'cookieless', 'count'] as const

export interface Reader {
  readonly id: string
  readonly consent: (typeof CONSENTS)[number]
  readonly events: readonly WireEvent[]
}

/** The minimal standard generator of Park and Miller: enough for a crowd. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647
    return state % sides
  }
}

export function readers(count: number, end: UnixMs): readonly Reader[] {
  const roll = dice(20_261_121)
  return Array.from({ length: count }, (_, n) => {
    const id = `reader-${String(n).padStart(4, '0')}`
    const consent = CONSENTS[roll(CONSENTS.length)]!
    const visits = consent === 'granted' ? 1 + roll(3) : 1
    const events = Array.from({ length: visits }, (_, visit) => {
      const start = end - DAY - visit * (1 + roll(6)) * DAY - roll(40) * HOUR - roll(60) * MINUTE
      return visitOf(`${id}-v${visit}`, start, roll)
    })
    return { id, consent, events: events.flat().toSorted((a, b) => a.at! - b.at!) }
  })
}

function visitOf(id: string, start: UnixMs, roll: (sides: number) => number): readonly WireEvent[] {
  const events: WireEvent[] = []
  let at = start
  const add = (event: object): void => {
    events.push({ id: `${id}-${events.length}`, at, ...event } as WireEvent)
    at += MINUTE + roll(50) * 1_000
  }
  const arrival = ARRIVALS[roll(ARRIVALS.length)]
  for (let view = 0, views = 1 + roll(7); view < views; view++) {
    const [path, topic] = PAGES[roll(PAGES.length)]!
    const url = `https://example.nl${path}`
    const from = view === 0 ? {} : { referrer: 'https://example.nl/' }
    add({
      type: 'page_view',
      url: view === 0 ? `${url}${arrival}` : url,
      title: `Over ${path}`,
      ...from,
      ...(topic && { topic }),
    })
    if (roll(2) === 0) add({ type: 'engagement', url, engagedMs: roll(40_000), scrollPercent: roll(101) })
    if (roll(4) === 0) add({ type: 'search', url, query: QUERIES[roll(QUERIES.length)], results: roll(3) })
    if (path === '/contact' && roll(2) === 0) add({ type: 'cta_click', url, cta: 'offerte' })
    if (roll(9) === 0) add({ type: 'cta_click', url, cta: 'bel' })
  }
  if (roll(5) === 0) add({ type: 'conversion', name: 'order', value: 10 })
  return events
}

/** Sends everything as the owner's server does when it imports. */
export async function importReaders(test: TestApp, people: readonly Reader[]): Promise<void> {
  for (const [n, { id, consent, events }] of people.entries()) {
    const { body } = await test.postAsOwner({
      site: 'example',
      consent,
      ...(consent === 'granted' ? { visitor: id } : { ip: `192.0.2.${n % 250}` }),
      userAgent: `Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/${100 + n}.0`,
      events,
    })
    if (body.accepted !== events.length) throw new Error(`import of ${id}: ${JSON.stringify(body)}`)
  }
}
