import { DAY, HOUR, MINUTE, type UnixMs, type WireEvent } from '@koopsignaal/protocol'
import type { TestApp } from './app.ts'

/** A small public for a site: who came, when, from where, and what they did. */

export interface Person {
  readonly id: string
  readonly events: readonly WireEvent[]
}

const PATHS: Readonly<Record<string, string>> = {
  problem: '/problemen/natte-tuin',
  solution: '/oplossingen/drainage',
  item: '/producten/grindbak',
  compare: '/vergelijken',
  price: '/prijzen',
  proof: '/klantverhalen',
  contact: '/contact',
}

/** Visits of `topics`, a minute apart; `days` before the end, each its own. */
function person(n: number, end: UnixMs): Person {
  const id = `visitor-${String(n).padStart(4, '0')}`
  const topics = Object.keys(PATHS)
  const events: WireEvent[] = []
  for (let visit = 0; visit <= n % 4; visit++) {
    const start = end - (n % 9) * DAY - visit * (2 * DAY + (n % 5) * HOUR) - (n % 7) * HOUR - HOUR
    for (let view = 0; view <= (n * 7 + visit) % 6; view++) {
      const topic = topics[(n + view) % topics.length]!
      events.push({
        id: `${id}-v${visit}-p${view}`,
        type: 'page_view',
        at: start + view * MINUTE,
        url: `https://example.nl${PATHS[topic]}${view === 0 ? ARRIVALS[n % ARRIVALS.length] : ''}`,
        topic,
        ...(view === 0 ? {} : { referrer: 'https://example.nl/' }),
        ...(topic === 'item' ? { item: `grindbak-${n % 3}`, category: 'drainage' } : {}),
      })
    }
    if (n % 3 === 0)
      events.push({ id: `${id}-v${visit}-cta`, type: 'cta_click', at: start + 7 * MINUTE, cta: 'offerte' })
    if (n % 5 === 0 && visit === 0) {
      events.push({ id: `${id}-order`, type: 'conversion', name: 'order', value: n, at: start + 8 * MINUTE })
    }
  }
  return { id, events: events.toSorted((a, b) => a.at! - b.at!) }
}

const ARRIVALS = [
  '',
  '?utm_source=nieuwsbrief&utm_medium=email&utm_campaign=najaar',
  '?gclid=x',
  '?utm_source=google&utm_medium=organic',
]

/** `count` people whose last visits lie in the nine days before `end`. */
export function population(count: number, end: UnixMs): readonly Person[] {
  return Array.from({ length: count }, (_, n) => person(n, end))
}

export const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1'
const LAPTOP = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0'

/** Sends everybody's events up to and with `until`, as the owner's server does when it imports. */
export async function importPopulation(
  test: TestApp,
  people: readonly Person[],
  until = Number.MAX_SAFE_INTEGER,
) {
  for (const [n, { id, events }] of people.entries()) {
    const then = events.filter(({ at }) => at! <= until)
    for (let i = 0; i < then.length; i += 100) {
      const { status, body } = await test.postAsOwner({
        site: 'example',
        visitor: id,
        consent: 'granted',
        userAgent: n % 2 === 0 ? PHONE : LAPTOP,
        events: then.slice(i, i + 100),
      })
      if (status !== 202 || body.dropped.length > 0)
        throw new Error(`import of ${id}: ${JSON.stringify(body)}`)
    }
  }
}
