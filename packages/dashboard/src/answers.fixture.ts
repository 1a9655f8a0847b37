import {
  type JourneyAnswer,
  PHASES,
  SEGMENTS,
  type SegmentFigures,
  type SegmentsAnswer,
  type VisitorDetailAnswer,
} from '@koopsignaal/protocol'
import { type Api, ApiError, type SiteAnswer } from './api.ts'
import { HOSTILE, reports } from './reports.fixture.ts'

export { HOSTILE } from './reports.fixture.ts'

/** Answers as the collector gives them, with what a hostile visitor would send wherever a visitor can send text. */

export const NOW = Date.parse('2026-11-21T12:00:00Z')

export const shop: SiteAnswer = {
  id: 'shop',
  kind: 'shop',
  domains: ['winkel.example'],
  timeZone: 'Europe/Amsterdam',
  language: 'nl',
  consent: 'cookieless',
  hashRouting: false,
  queryRouting: false,
  variant: 'full',
  cookie: 'script',
  delivery: 'standard',
  topicRules: [{ path: `/${HOSTILE}`, topic: 'item' }],
  goals: [{ conversion: HOSTILE, perMonth: 40 }],
  model: 'shop-1',
  calibrated: false,
  createdAt: '2026-10-01T09:00:00Z',
}

const figures = (visitors: number): SegmentFigures => ({
  visitors,
  reached: visitors,
  visits: visitors,
  conversions: 1,
  conversionRate: visitors === 0 ? null : 1 / visitors,
})

/** @param many  visitors in each segment */
export function segmentsOf(many: number): SegmentsAnswer {
  return {
    from: '2026-10-22T12:00:00.000Z',
    to: '2026-11-21T12:00:00.000Z',
    at: '2026-11-21T12:00:00.000Z',
    totals: { visitors: 3 * many, pageViews: 9 * many, conversions: 3 },
    comparedWith: { from: '2026-09-22T12:00:00.000Z', to: '2026-10-22T12:00:00.000Z', isWhole: true },
    segments: SEGMENTS.map((segment) => ({ segment, ...figures(many), previous: figures(50) })),
    phases: PHASES.map((phase) => ({ phase, ...figures(many), previous: figures(50) })),
    series: ['2026-11-20', '2026-11-21'].map((day) => ({
      day,
      passant: many,
      zoeker: many,
      koper: many,
      conversions: 1,
    })),
  }
}

export const koperReturning: VisitorDetailAnswer = {
  id: 'b1946ac92492d2347c6235b4d2611184',
  segment: 'koper',
  phase: 'leverancier',
  score: 70,
  confidence: 'high',
  axes: { waarom: 12, wat: 30, waar: -4.2 },
  customer: 'existing',
  visits: 3,
  pageViews: 14,
  conversions: 1,
  firstSeen: '2026-11-18T09:12:44Z',
  lastSeen: '2026-11-21T11:00:00Z',
  koperUntil: '2026-11-24T02:11:37Z',
  zoekerUntil: '2026-12-03T20:40:05Z',
  firstTouch: { channel: 'search', source: HOSTILE, medium: null, campaign: null, term: null, content: null },
  lastTouch: { channel: 'email', source: 'mail', medium: null, campaign: HOSTILE, term: null, content: null },
  device: HOSTILE,
  country: 'NL',
  model: 'shop-1',
  reasons: [{ signal: 'repeatViews', axis: 'wat', points: 17.24, text: HOSTILE }],
  base: 18.62,
  against: 'stranger',
  contributions: [
    { signal: 'repeatViews', axis: 'wat', points: 30.33, value: 3, text: HOSTILE },
    { signal: 'scatter', axis: 'waarom', points: -3.31, value: 1, text: 'dwaalt' },
    { signal: 'priceViews', axis: 'waar', points: 24.29, value: 2, text: 'bekeek de prijzen' },
  ],
  transitions: [
    { at: '2026-11-18T09:12:44Z', from: null, to: { segment: 'passant', phase: 'latent' }, cause: 'event' },
    {
      at: '2026-11-21T11:00:00Z',
      from: { segment: 'passant', phase: 'latent' },
      to: { segment: 'koper', phase: 'leverancier' },
      cause: 'event',
    },
  ],
  counterfactual: { signal: 'priceViews', points: -12.4, segment: 'zoeker', text: HOSTILE },
  fading: [
    { at: '2026-11-21T12:00:00Z', score: 70, segment: 'koper' },
    { at: '2026-11-25T12:00:00Z', score: 52, segment: 'zoeker' },
    { at: '2026-12-05T12:00:00Z', score: 31, segment: 'passant' },
  ],
}

const event = (id: string, type: 'page_view' | 'cta_click', detail = {}) => ({
  id,
  type,
  at: '2026-11-21T11:00:00Z',
  path: `/${HOSTILE}`,
  title: HOSTILE,
  topic: 'price' as const,
  item: null,
  category: null,
  source: null,
  detail,
  segment: 'koper' as const,
  phase: 'leverancier' as const,
  score: 70,
  change: koperReturning.reasons,
})

const visit = { from: '2026-11-21T11:00:00Z', to: '2026-11-21T11:10:00Z', touch: koperReturning.lastTouch }
/** One visit, cut in two by the page size. */
export const journeyStart: JourneyAnswer = {
  visits: [{ ...visit, events: [event('e1', 'page_view')] }],
  next: '1',
}
export const journeyEnd: JourneyAnswer = {
  visits: [{ ...visit, events: [event('e2', 'cta_click', { cta: HOSTILE })] }],
  next: null,
}

/** An API that answers for one busy shop; `change` replaces some of its answers. */
export function fakeApi(change: Partial<Api> = {}): Api {
  const second = { ...koperReturning, id: 'a0000000000000000000000000000002' }
  return {
    sites: async () => [shop],
    segments: async () => segmentsOf(200),
    visitors: async (_site, { cursor }) =>
      cursor == null ? { visitors: [koperReturning], next: 'more' } : { visitors: [second], next: null },
    visitorsCsv: async () => new Blob([]),
    visitor: async (_site, id) => {
      if (id !== koperReturning.id) throw new ApiError(404, '')
      return koperReturning
    },
    journey: async (_site, _id, { cursor }) => (cursor == null ? journeyStart : journeyEnd),
    erase: async () => {},
    ...reports,
    logOut: async () => {},
    ...change,
  }
}
