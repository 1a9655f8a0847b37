/** Synthetic visitors for the benchmarks: deterministic by seed, not real people. Half gave consent, half is recognised for the
 *  day; some 20,000 visits are under way at the same time, so that one visitor's events lie about a second apart as the load
 *  rises. */

/** One event with whoever made it. */
export interface Visited {
  /** Null: cookieless. */
  readonly visitor: string | null
  readonly ip: string
  readonly userAgent: string
  /** The event as JSON without its id and its moment. */
  readonly event: string
  readonly isPageView: boolean
}

export interface Traffic {
  next(): Visited
  /** Events of one visit, `count` of them. */
  visit(count: number): { readonly by: Visited; readonly events: readonly string[] }
}

/** Chosen: a busy site's visits of the same half hour. */
const UNDER_WAY = 20_000
/** Mean length of a visit, in events; its length is geometric. */
const VISIT_EVENTS = 8
const PAGES = 600

export const USER_AGENTS: readonly string[] = [
  ...['138.0.0.0', '139.0.0.0', '140.0.0.0', '141.0.0.0', '142.0.0.0'].flatMap((version) => [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`,
    `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Mobile Safari/537.36`,
  ]),
  ...['18_1', '18_3', '18_5', '18_6', '26_0'].map(
    (version) =>
      `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1`,
  ),
  ...['139.0', '140.0', '141.0'].map(
    (version) => `Mozilla/5.0 (X11; Linux x86_64; rv:${version}) Gecko/20100101 Firefox/${version}`,
  ),
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
]

const REFERRERS = [
  'https://www.google.nl/',
  'https://www.google.com/',
  'https://www.bing.com/',
  'https://duckduckgo.com/',
  'https://www.facebook.com/',
  'https://nl.linkedin.com/',
  'https://www.tweakers.net/pricewatch/12',
  'https://nieuws.example.org/tuin/drainage',
]
const KINDS = [
  'drainage',
  'regenpijpen',
  'kolken',
  'tuinslangen',
  'pompen',
  'vijvers',
  'kassen',
  'gereedschap',
]

interface Page {
  readonly url: string
  readonly title: string
  readonly more: string
}

const pages: readonly Page[] = Array.from({ length: PAGES }, (_, number): Page => {
  const kind = KINDS[number % KINDS.length]!
  const url = (path: string) => `https://winkel.example${path}`
  if (number % 20 === 0) return { url: url('/'), title: 'Tuinwinkel: alles voor een droge tuin', more: '' }
  if (number % 20 === 1) return { url: url('/prijzen'), title: 'Prijzen | Tuinwinkel', more: '' }
  if (number % 20 === 2) return { url: url('/contact'), title: 'Contact | Tuinwinkel', more: '' }
  if (number % 4 === 3) return { url: url(`/${kind}`), title: `${kind} | Tuinwinkel`, more: '' }
  if (number % 4 === 2) {
    return {
      url: url(`/kennis/natte-tuin-${number}`),
      title: `Natte tuin? ${kind} uitgelegd, deel ${number}`,
      more: '',
    }
  }
  return {
    url: url(`/${kind}/model-${number}`),
    title: `${kind} model ${number} kopen | Tuinwinkel`,
    more: `,"item":"${kind}-${number}","category":"${kind}"`,
  }
})

/** Mulberry32: small, fast, the same everywhere. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The n-th id: 13 characters in no order, as browsers make them, so that an index by id is filled all over. */
export function idOf(n: number): string {
  const mixed = Math.imul(n ^ 0x5bd1e995, 0x9e3779b1) >>> 0
  return mixed.toString(36).padStart(7, '0') + n.toString(36).padStart(6, '0')
}

interface Visit extends Omit<Visited, 'event' | 'isPageView'> {
  page: Page | null
  left: number
}

export function createTraffic(seed: number): Traffic {
  const random = createRandom(seed)
  const below = (end: number) => Math.floor(random() * end)
  const hex = (length: number) =>
    Array.from({ length: length / 8 }, () =>
      below(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('')

  function newVisit(): Visit {
    return {
      visitor: random() < 0.5 ? hex(32) : null,
      ip: `${11 + below(100)}.${below(256)}.${below(256)}.${1 + below(254)}`,
      userAgent: USER_AGENTS[below(USER_AGENTS.length)]!,
      page: null,
      left: 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / VISIT_EVENTS)),
    }
  }

  const visits: Visit[] = []
  function nextEvent(visit: Visit): { event: string; isPageView: boolean } {
    visit.left--
    const kind = random()
    if (visit.page === null || kind < 0.5) {
      const first = visit.page === null
      const from = visit.page?.url
      const page = pages[below(PAGES)]!
      visit.page = page
      const tagged =
        first && random() < 0.2 ? '?utm_source=nieuwsbrief&utm_medium=email&utm_campaign=najaar' : ''
      const referrer = first ? (random() < 0.6 ? REFERRERS[below(REFERRERS.length)] : undefined) : from
      return {
        event: `"type":"page_view","url":"${page.url}${tagged}","title":"${page.title}"${page.more}${referrer === undefined ? '' : `,"referrer":"${referrer}"`}`,
        isPageView: true,
      }
    }
    const where = `,"url":"${visit.page.url}"`
    const event =
      kind < 0.9
        ? `"type":"engagement"${where},"engagedMs":${1000 + below(60_000)},"scrollPercent":${below(101)}`
        : kind < 0.96
          ? `"type":"cta_click"${where},"cta":"${random() < 0.5 ? 'offerte' : 'in-winkelwagen'}"`
          : kind < 0.98
            ? `"type":"search"${where},"query":"drainage ${below(40)} mm","results":${below(30)}`
            : kind < 0.99
              ? `"type":"form_start"${where},"form":"offerte"`
              : `"type":"conversion"${where},"name":"order","value":${10 + below(200)}.95,"currency":"EUR"`
    return { event, isPageView: false }
  }

  return {
    next() {
      const slot = below(UNDER_WAY)
      let visit = visits[slot]
      if (visit === undefined || visit.left <= 0) {
        visit = newVisit()
        visits[slot] = visit
      }
      const { visitor, ip, userAgent } = visit
      return { visitor, ip, userAgent, ...nextEvent(visit) }
    },
    visit(count) {
      const visit = newVisit()
      const events = Array.from({ length: count }, () => nextEvent(visit).event)
      return { by: { ...visit, event: '', isPageView: false }, events }
    },
  }
}
