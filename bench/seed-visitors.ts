import { DAY, HOUR, MINUTE, SECOND, type UnixMs, type WireEvent } from '@koopsignaal/protocol'
import { createRandom, USER_AGENTS } from './ingest-traffic.ts'

/** A simulated public for a shop, deterministic by seed; not real people, and nothing about real people is to be learned from it.
 *
 *  Three kinds come: passants (80 %) who look at one or two pages and go, zoekers (15 %) who read about their problem and its
 *  solutions and come back now and then, kopers (5 %) who compare, look at the same product again, ask the price, and of whom
 *  some buy. Who comes back as a zoeker may come back as a koper. All shares are chosen, so that a report has something to show. */

/** One visit: what one browser sends between arriving and leaving. */
export interface SimulatedVisit {
  /** Null: no consent, known for the day only. */
  readonly visitor: string | null
  readonly ip: string
  readonly userAgent: string
  readonly events: readonly (WireEvent & { readonly at: UnixMs })[]
}

export interface SeedOptions {
  readonly visitors: number
  readonly days: number
  /** End of the last day. */
  readonly until: UnixMs
  readonly seed: number
}

type Kind = 'passant' | 'zoeker' | 'koper'

interface Person {
  readonly number: number
  kind: Kind
  readonly consented: boolean
  readonly userAgent: string
  readonly favourite: number
  visits: number
  isCustomer: boolean
}

const SITE = 'https://winkel.example'
const GOODS = ['drainage', 'regenpijp', 'kolk', 'tuinslang', 'pomp', 'vijver', 'kas', 'gereedschap']
const PRODUCTS = 240

const ARRIVALS: readonly { readonly weight: number; readonly query: string; readonly referrer?: string }[] = [
  { weight: 34, query: '', referrer: 'https://www.google.nl/' },
  { weight: 14, query: '?utm_source=google&utm_medium=cpc&utm_campaign=merk' },
  { weight: 12, query: '?utm_source=google&utm_medium=cpc&utm_campaign=drainage' },
  { weight: 10, query: '?utm_source=nieuwsbrief&utm_medium=email&utm_campaign=najaar' },
  { weight: 7, query: '', referrer: 'https://www.facebook.com/' },
  { weight: 5, query: '', referrer: 'https://tweakers.net/pricewatch/' },
  { weight: 18, query: '' },
]

/** Where each kind goes, by weight. */
const PLACES: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  passant: { home: 4, problem: 3, item: 3, careers: 1 },
  zoeker: { problem: 5, solution: 5, list: 3, item: 3, proof: 2, compare: 1 },
  koper: { item: 5, compare: 2, price: 3, proof: 2, terms: 1, contact: 1, checkout: 1 },
}

/** Mean number of pages of a visit. */
const PAGES: Readonly<Record<Kind, number>> = { passant: 1.6, zoeker: 5, koper: 7 }
/** Share of visits after which there is another. */
const RETURNS: Readonly<Record<Kind, number>> = { passant: 0.06, zoeker: 0.45, koper: 0.4 }
/** Share of a koper's visits that end in an order. */
const BUYS = 0.18

/** All visits, in order of their beginnings. */
export function* simulate({ visitors, days, until, seed }: SeedOptions): Generator<SimulatedVisit> {
  const random = createRandom(seed)
  const start = until - days * DAY
  const returning: Person[][] = Array.from({ length: days }, () => [])
  let number = 0
  for (let day = 0; day < days; day++) {
    const born = Math.floor((visitors * (day + 1)) / days) - Math.floor((visitors * day) / days)
    const people = [
      ...Array.from({ length: born }, () => newPerson(number++, random)),
      ...returning[day]!.splice(0),
    ]
    const visits = people
      .map((person) => ({ person, at: start + day * DAY + momentOfDay(random) }))
      .toSorted((a, b) => a.at - b.at)
    for (const { person, at } of visits) {
      yield visitOf(person, at, random)
      const next = day + 1 + Math.floor(-Math.log(1 - random()) * 5)
      if (random() < RETURNS[person.kind] && next < days) {
        if (person.kind !== 'koper' && random() < 0.25)
          person.kind = person.kind === 'passant' ? 'zoeker' : 'koper'
        returning[next]!.push(person)
      }
    }
  }
}

function newPerson(number: number, random: () => number): Person {
  const draw = random()
  return {
    number,
    kind: draw < 0.8 ? 'passant' : draw < 0.95 ? 'zoeker' : 'koper',
    consented: random() < 0.5,
    userAgent: USER_AGENTS[Math.floor(random() * USER_AGENTS.length)]!,
    favourite: Math.floor(random() * PRODUCTS),
    visits: 0,
    isCustomer: false,
  }
}

/** Few by night, most in the evening. */
function momentOfDay(random: () => number): number {
  return Math.floor((6 + 17.5 * Math.sqrt(random())) * HOUR)
}

function visitOf(person: Person, arrival: UnixMs, random: () => number): SimulatedVisit {
  const visit = person.visits++
  const events: (WireEvent & { at: UnixMs })[] = []
  let at = arrival
  const add = (event: object) =>
    events.push({
      id: `s${person.number.toString(36)}-${visit}-${events.length.toString(36)}`.padEnd(8, '_'),
      at,
      ...event,
    } as WireEvent & { at: UnixMs })
  // Nobody looks at more than thirty: a batch holds a hundred events.
  const pages = Math.min(30, 1 + Math.floor(-Math.log(1 - random()) * (PAGES[person.kind] - 1)))
  let url = ''
  for (let page = 0; page < pages; page++) {
    const place = placeOf(person, random)
    const cameFrom = url
    url = `${SITE}${place.path}`
    const arrivalBy = page === 0 ? pick(ARRIVALS, ({ weight }) => weight, random) : null
    const referrer = arrivalBy === null ? cameFrom : arrivalBy.referrer
    add({
      type: 'page_view',
      url: `${url}${arrivalBy?.query ?? ''}`,
      title: place.title,
      ...(referrer === undefined ? {} : { referrer }),
      ...place.more,
    })
    const engagedMs = Math.round(-Math.log(1 - random()) * 25 * SECOND)
    at += engagedMs + Math.floor(random() * 20 * SECOND)
    if (engagedMs > SECOND) {
      add({ type: 'engagement', url, engagedMs, scrollPercent: Math.floor(random() * 101) } as Omit<
        WireEvent,
        'id' | 'at'
      >)
    }
    if (person.kind !== 'passant' && random() < 0.06) {
      const query =
        `${GOODS[Math.floor(random() * GOODS.length)]} ${['', '80 mm', 'aanleggen', 'prijs'][Math.floor(random() * 4)]}`.trim()
      add({ type: 'search', url, query, results: Math.floor(random() * 30) })
    }
    if (person.kind === 'koper' && random() < 0.15)
      add({ type: 'cta_click', url, cta: random() < 0.7 ? 'in-winkelwagen' : 'offerte' } as Omit<
        WireEvent,
        'id' | 'at'
      >)
  }
  if (person.kind === 'koper' && random() < BUYS) {
    at += MINUTE
    const value = Math.round((20 + -Math.log(1 - random()) * 120) * 100) / 100
    add({ type: 'conversion', url, name: 'order', value, currency: 'EUR' })
    person.isCustomer = true
    person.kind = random() < 0.5 ? 'passant' : 'zoeker'
  }
  const n = person.number
  return {
    visitor: person.consented ? `seed${n.toString(36).padStart(12, '0')}` : null,
    ip: `${11 + (n % 89)}.${(n >>> 16) % 256}.${(n >>> 8) % 256}.${n % 256}`,
    userAgent: person.userAgent,
    events,
  }
}

function placeOf(person: Person, random: () => number) {
  const weights = Object.entries(PLACES[person.kind])
  const [topic] = pick(weights, ([, weight]) => weight, random)
  const good = GOODS[Math.floor(random() * GOODS.length)]!
  // Who knows what they want looks at the same product again.
  const isFavourite = person.kind === 'koper' && random() < 0.6
  const product = isFavourite ? person.favourite : Math.floor(random() * PRODUCTS)
  switch (topic) {
    case 'home':
      return { path: '/', title: 'Tuinwinkel: alles voor een droge tuin', more: {} }
    case 'problem':
      return {
        path: `/problemen/natte-tuin-${product % 30}`,
        title: 'Natte tuin? Dit kunt u doen',
        more: { topic },
      }
    case 'solution':
      return { path: `/oplossingen/${good}`, title: `${good} aanleggen, stap voor stap`, more: { topic } }
    case 'list':
      return { path: `/${good}`, title: `${good} | Tuinwinkel`, more: { topic } }
    case 'item':
      return {
        path: `/producten/model-${product}`,
        title: `${GOODS[product % GOODS.length]} model ${product} | Tuinwinkel`,
        more: { topic, item: `model-${product}`, category: GOODS[product % GOODS.length] },
      }
    default:
      return { path: `/${topic}`, title: `${topic} | Tuinwinkel`, more: { topic } }
  }
}

function pick<T>(list: readonly T[], weightOf: (one: T) => number, random: () => number): T {
  let left = random() * list.reduce((sum, one) => sum + weightOf(one), 0)
  for (const one of list) {
    left -= weightOf(one)
    if (left < 0) return one
  }
  return list.at(-1)!
}
