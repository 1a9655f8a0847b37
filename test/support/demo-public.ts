import { DAY, HOUR, MINUTE, type UnixMs } from '@koopsignaal/protocol'

/** The public of an invented shop for dry gardens: who came over sixty days, from where, what they did. The same every time. */

/** A line of a bulk upload. */
export type BulkLine = Readonly<Record<string, string | number>>

export const DEMO_SITE = {
  id: 'droogtuin',
  domains: ['droogtuin.example'],
  kind: 'shop',
  goals: [{ conversion: 'order', perMonth: 20 }],
} as const
const HOST = 'https://droogtuin.example'

/** A small generator of chance that gives the same numbers on every machine: mulberry32, public domain. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const PAGES = {
  natteTuin: { path: '/problemen/natte-tuin', title: 'Natte tuin? Zo komt het', topic: 'problem' },
  plassen: { path: '/problemen/plassen-op-het-gazon', title: 'Plassen op het gazon', topic: 'problem' },
  kruipruimte: {
    path: '/problemen/water-in-de-kruipruimte',
    title: 'Water in de kruipruimte',
    topic: 'problem',
  },
  drainage: { path: '/oplossingen/drainage-aanleggen', title: 'Drainage aanleggen', topic: 'solution' },
  grindbak: { path: '/oplossingen/grindbak', title: 'Grindbak of grindkoffer', topic: 'solution' },
  vergelijken: { path: '/vergelijken', title: 'Welke oplossing past bij u?', topic: 'compare' },
  pp450: { path: '/producten/drainbuis-80-pp450', title: 'Drainagebuis 80 mm met PP450', topic: 'item' },
  kokos: { path: '/producten/drainbuis-80-kokos', title: 'Drainagebuis 80 mm met kokos', topic: 'item' },
  krat: { path: '/producten/infiltratiekrat-190', title: 'Infiltratiekrat 190 liter', topic: 'item' },
  prijzen: { path: '/prijzen', title: 'Prijzen', topic: 'price' },
  verhaal: { path: '/klantverhalen/gazon-in-vathorst', title: 'Het gazon in Vathorst', topic: 'proof' },
  over: { path: '/over-ons', title: 'Over ons', topic: 'about' },
  contact: { path: '/contact', title: 'Contact', topic: 'contact' },
  offerte: { path: '/offerte', title: 'Offerte aanvragen', topic: 'contact' },
} as const
type PageName = keyof typeof PAGES

interface Arrival {
  readonly query: string
  readonly referrer?: string
  readonly weight: number
  /** How far people who come this way are: 0 passing by, 1 about to buy. */
  readonly warmth: number
}

const ARRIVALS: readonly Arrival[] = [
  { query: '', referrer: 'https://www.google.nl/', weight: 34, warmth: 0.5 },
  { query: '?utm_source=google&utm_medium=cpc&utm_campaign=drainage-najaar', weight: 18, warmth: 0.55 },
  { query: '?utm_source=instagram&utm_medium=social&utm_campaign=droge-tuin', weight: 18, warmth: 0.15 },
  { query: '?utm_source=nieuwsbrief&utm_medium=email&utm_campaign=herfstactie', weight: 10, warmth: 0.8 },
  { query: '', referrer: 'https://chatgpt.com/', weight: 6, warmth: 0.65 },
  { query: '', referrer: 'https://www.tuinadvies.example/drainage', weight: 7, warmth: 0.4 },
  { query: '', weight: 9, warmth: 0.6 },
]

const TRIPS = {
  passant: [['natteTuin'], ['plassen'], ['kruipruimte'], ['natteTuin', 'over'], ['plassen', 'natteTuin']],
  zoeker: [
    ['natteTuin', 'drainage', 'grindbak', 'vergelijken'],
    ['plassen', 'grindbak', 'vergelijken', 'pp450'],
    ['kruipruimte', 'drainage', 'vergelijken', 'pp450', 'kokos'],
    ['drainage', 'vergelijken', 'verhaal', 'krat'],
  ],
  koper: [
    ['pp450', 'vergelijken', 'pp450', 'prijzen', 'verhaal', 'pp450', 'offerte'],
    ['kokos', 'prijzen', 'kokos', 'over', 'contact', 'kokos'],
    ['drainage', 'pp450', 'prijzen', 'pp450', 'verhaal', 'offerte'],
  ],
} satisfies Record<string, readonly (readonly PageName[])[]>

const SEARCHES = ['drainage', 'grindbak', 'regenton', 'drainagebuis 100 mm', 'aanleggen kosten']
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1'
const LAPTOP = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0'

/** All events of `people` visitors of the sixty days before `end`, the last of them a few minutes ago.
 *  @returns in no order of time */
export function demoPublic(people: number, end: UnixMs): readonly BulkLine[] {
  const random = chance(20_261_122)
  return Array.from({ length: people }, (_, n) => somebody(n, end, random)).flat()
}

function somebody(n: number, end: UnixMs, random: () => number): readonly BulkLine[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const visitor = `demo${String(n).padStart(4, '0')}${Math.floor(random() * 0xffffffff)
    .toString(16)
    .padStart(8, '0')}`
  const arrival = weighted(ARRIVALS, random)
  const lines: BulkLine[] = []
  // A little busier towards the present, and quieter at night.
  const first = end - 59.5 * DAY * random() ** 1.25
  let at = atDay(first, random)
  let warmth = arrival.warmth * (0.45 + random())
  const visits = 1 + Math.floor(warmth * 3.2 * random())
  for (let visit = 0; visit < visits && at < end - 10 * MINUTE; visit++) {
    const came = visit === 0 ? arrival : weighted(ARRIVALS, random)
    const trip = pick<readonly PageName[]>(
      TRIPS[warmth < 0.42 ? 'passant' : warmth < 0.78 ? 'zoeker' : 'koper'],
    )
    lines.push(...oneVisit({ visitor, visit, at, came, trip, warmth, phone: n % 5 < 2, random }))
    warmth += 0.18 * random()
    at = atDay(at + (0.6 + 6 * random()) * DAY, random)
  }
  return lines
}

interface VisitPlan {
  readonly visitor: string
  readonly visit: number
  readonly at: UnixMs
  readonly came: Arrival
  readonly trip: readonly PageName[]
  readonly warmth: number
  readonly phone: boolean
  readonly random: () => number
}

function oneVisit({ visitor, visit, at, came, trip, warmth, phone, random }: VisitPlan): readonly BulkLine[] {
  const lines: BulkLine[] = []
  let now = at
  const add = (fields: Record<string, string | number>) => {
    const id = `${visitor}-${visit}-${lines.length}`
    const who = { site: DEMO_SITE.id, visitor, consent: 'granted', userAgent: phone ? PHONE : LAPTOP }
    lines.push({ ...who, id, at: Math.round(now), ...fields })
  }
  trip.forEach((name, i) => {
    const { path, title, topic } = PAGES[name]
    const url = `${HOST}${path}`
    const from = i > 0 ? `${HOST}/` : came.referrer
    add({
      type: 'page_view',
      url: i === 0 ? url + came.query : url,
      title,
      topic,
      ...(from === undefined ? {} : { referrer: from }),
      ...(topic === 'item' ? { item: name, category: 'drainage' } : {}),
    })
    const attention = (trip.length === 1 ? 4 : 18) + 70 * random() * warmth
    now += attention * 1_000
    add({
      type: 'engagement',
      url,
      engagedMs: Math.round(attention * 900),
      scrollPercent: Math.round(20 + 75 * random()),
    })
    now += 8_000 * random()
    if (i === 1 && random() < 0.35) {
      const query = SEARCHES[Math.floor(random() * SEARCHES.length)]!
      add({ type: 'search', query, results: query === 'regenton' ? 0 : 1 + Math.floor(random() * 6) })
    }
    if (name === 'vergelijken' && random() < 0.3) add({ type: 'cta_click', url, cta: 'keuzehulp' })
    if (name === 'prijzen' && random() < 0.5) add({ type: 'cta_click', url, cta: 'offerte' })
    if (name === 'verhaal' && random() < 0.25) add({ type: 'cta_click', url, cta: 'bel ons' })
    // What a click opens comes after the click.
    now += 1_000
  })
  if (trip.at(-1) === 'offerte') add({ type: 'form_start', url: `${HOST}/offerte`, form: 'offerte' })
  if (warmth > 0.78 && random() < 0.4) {
    now += MINUTE
    add({
      type: 'conversion',
      name: 'order',
      value: Math.round((60 + 400 * random()) * 100) / 100,
      currency: 'EUR',
    })
  }
  return lines
}

/** The same day at an hour when people are awake. */
function atDay(at: UnixMs, random: () => number): UnixMs {
  return Math.floor(at / DAY) * DAY + (6 + 14 * random() ** 0.8) * HOUR
}

function weighted(list: readonly Arrival[], random: () => number): Arrival {
  let left = random() * list.reduce((sum, { weight }) => sum + weight, 0)
  for (const one of list) {
    left -= one.weight
    if (left < 0) return one
  }
  return list[0]!
}

/** What the shop spent, whole days before `end` included. */
export function demoCosts(end: UnixMs) {
  const day = (at: UnixMs) => new Date(at).toISOString().slice(0, 10)
  const days = { from: day(end - 59 * DAY), to: day(end) }
  return [
    {
      ...days,
      channel: 'ads',
      source: 'google',
      campaign: 'drainage-najaar',
      amount: 1_450,
      currency: 'EUR',
    },
    { ...days, channel: 'social', source: 'instagram', campaign: 'droge-tuin', amount: 620, currency: 'EUR' },
    {
      ...days,
      channel: 'email',
      source: 'nieuwsbrief',
      campaign: 'herfstactie',
      amount: 90,
      currency: 'EUR',
    },
  ]
}

/** People who are on the site this very moment, as their browsers would tell.
 *  @param time  how often they have been asked to come: what they do again is new
 *  @returns the bodies of `POST /v1/events` */
export function demoPresent(time: number): readonly object[] {
  const batch = (visitor: string, trip: readonly PageName[], referrer: string | null) => ({
    site: DEMO_SITE.id,
    visitor,
    consent: 'granted',
    events: trip.map((name, i) => {
      const { path, title, topic } = PAGES[name]
      return {
        id: `${visitor}-${time}-${i}`,
        type: 'page_view',
        ago: (trip.length - i) * 25_000,
        url: HOST + path,
        title,
        topic,
        ...(i === 0 && referrer !== null ? { referrer } : i > 0 ? { referrer: `${HOST}/` } : {}),
        ...(topic === 'item' ? { item: name, category: 'drainage' } : {}),
      }
    }),
  })
  return [
    batch('e21b0c5f4d7a4b9d', TRIPS.koper[0]!, 'https://www.google.nl/'),
    batch('7c3de8f01a524e66', TRIPS.zoeker[0]!, 'https://chatgpt.com/'),
    batch('b90f64d2c8e1437a', TRIPS.zoeker[2]!, 'https://www.google.nl/'),
    batch('40aa1d97e35c4f02', TRIPS.passant[0]!, 'https://www.instagram.com/'),
    batch('d5512bb8090e4c3d', TRIPS.passant[3]!, null),
  ]
}
