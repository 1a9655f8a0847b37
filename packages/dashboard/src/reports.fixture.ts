import {
  type ChannelFigures,
  type ChannelsAnswer,
  type CostsAnswer,
  type CtasAnswer,
  type ForecastAnswer,
  type FunnelAnswer,
  type InstallationAnswer,
  type Lift,
  type LiftFigures,
  type LiveVisitor,
  type ModelsAnswer,
  type PagesAnswer,
  PHASES,
  type SearchesAnswer,
} from '@koopsignaal/protocol'
import type { Api } from './api.ts'

/** Reports as the collector gives them, with what a hostile visitor would send wherever a visitor can send text. */

export const HOSTILE = '<img src=x onerror="globalThis.hacked=true">'

const to = '2026-11-21T12:00:00.000Z'
const asked = { from: '2026-10-22T12:00:00.000Z', to, at: to }

export const funnel: FunnelAnswer = {
  ...asked,
  comparedWith: null,
  steps: PHASES.map((phase, i) => {
    const figures = {
      reached: 500 - 100 * i,
      wentOn: i === 4 ? null : 400 - 100 * i,
      lost: i === 4 ? null : 60,
      underWay: i === 4 ? null : 40,
      conversionRate: i === 4 ? null : 0.8,
      interval: i === 4 ? null : { low: 0.75, high: 0.84 },
      timeToNext: i === 4 ? null : { count: 9, quartile1Ms: 1e6, medianMs: 2 * 86_400_000, quartile3Ms: 9e8 },
    }
    return { phase, next: PHASES[i + 1] ?? null, ...figures, previous: figures }
  }),
  bottleneck: {
    phase: 'visie',
    next: 'leverancier',
    kind: 'worsened',
    conversionRate: 0.2,
    previousRate: 0.3,
    conversionsLost: 4,
    conversionsPerPoint: 0.5,
    text: 'Van visie naar leverancier gaat 20% verder.',
  },
  notes: [HOSTILE],
}

export const forecast: ForecastAnswer = {
  ...asked,
  days: 30,
  learnedFrom: { from: '2026-10-01T22:00:00.000Z', to: '2026-11-20T23:00:00.000Z' },
  enough: true,
  reason: null,
  expected: 42,
  intervals: [{ level: 0.8, low: 35, high: 50 }],
  parts: { present: 12, arrivals: 30 },
  value: null,
  goal: null,
  series: [{ day: '2026-11-22', expected: 1.4, low: 0, high: 3 }],
  past: [{ day: '2026-11-21', conversions: 2 }],
  backtest: null,
  notes: [],
}

const channelFigures = (visitors: number): ChannelFigures => ({
  visits: visitors,
  visitors,
  passanten: visitors - 30,
  zoekers: 20,
  kopers: 10,
  conversions: 3.5,
  newCustomers: 2,
  value: null,
  cost: 120,
  costPerKoper: 12,
  costPerConversion: 34.29,
  costPerNewCustomer: 60,
})

export const channels: ChannelsAnswer = {
  ...asked,
  comparedWith: null,
  by: 'campaign',
  attribution: 'last',
  currency: 'EUR',
  totals: { ...channelFigures(100), values: [], previous: null },
  channels: [
    {
      ...channelFigures(100),
      channel: 'search',
      source: HOSTILE,
      campaign: HOSTILE,
      label: `search / ${HOSTILE}`,
      credits: { first: 3, last: 3.5, linear: 3.2, markov: 3.3 },
      values: [],
      previous: channelFigures(90),
    },
  ],
  next: null,
  paths: [{ touches: ['search', `email / ${HOSTILE}`], visitors: 8, converted: 2, conversionRate: 0.25 }],
  links: [
    { position: 1, from: 'search', to: `email / ${HOSTILE}`, ended: null, visitors: 8 },
    { position: 2, from: `email / ${HOSTILE}`, to: null, ended: 'converted', visitors: 2 },
    { position: 2, from: `email / ${HOSTILE}`, to: null, ended: 'left', visitors: 6 },
  ],
  notes: [],
}

const known: LiftFigures = {
  seen: 120,
  seenRate: 0.4,
  comparable: 300,
  comparableRate: 0.2,
  ratio: 2,
  low: 1.4,
  high: 2.9,
  enough: true,
}
const unknown: LiftFigures = { ...known, seen: 4, ratio: null, low: null, high: null, enough: false }
const lift: Lift = { climbed: known, converted: unknown }

export const pages: PagesAnswer = {
  ...asked,
  next: null,
  by: 'seen',
  totals: { views: 90, visitors: 40, entries: 50, bounces: 30 },
  pages: [
    {
      path: `/${HOSTILE}`,
      title: HOSTILE,
      topic: 'price',
      views: 90,
      visitors: 40,
      entries: 50,
      bounces: 30,
      bounceRate: 0.6,
      exits: 20,
      engagedMs: 21_000,
      scrollPercent: 60,
      lift,
    },
  ],
}

export const ctas: CtasAnswer = {
  ...asked,
  next: null,
  totals: { clicks: 30, visitors: 25 },
  ctas: [
    { cta: HOSTILE, pages: [`/${HOSTILE}`], clicks: 30, visitors: 25, seenBy: 100, clickRatio: 0.25, lift },
  ],
}

export const searches: SearchesAnswer = {
  ...asked,
  next: null,
  totals: { searches: 12, visitors: 9, withoutResults: 12 },
  withheld: { queries: 3, searches: 4 },
  searches: [
    {
      query: HOSTILE,
      searches: 12,
      visitors: 9,
      withoutResults: 12,
      after: { again: 0.25, page: 0.25, nothing: 0.5 },
      next: [{ path: `/${HOSTILE}`, visitors: 3 }],
      lift,
    },
  ],
}

export const liveVisitor: LiveVisitor = {
  id: 'c1946ac92492d2347c6235b4d2611185',
  segment: 'zoeker',
  phase: 'visie',
  score: 48,
  confidence: 'medium',
  customer: 'new',
  path: `/${HOSTILE}`,
  title: HOSTILE,
  topic: 'compare',
  channel: 'email',
  source: HOSTILE,
  campaign: HOSTILE,
  device: 'mobile',
  country: 'NL',
  since: '2026-11-21T11:55:00Z',
  lastSeen: '2026-11-21T11:59:00Z',
  pageViews: 4,
  reason: { signal: 'compareViews', axis: 'wat', points: 9, text: HOSTILE },
}

export const installation: InstallationAnswer = {
  at: '2026-11-21T12:00:00Z',
  tag: {
    since: '2026-11-20T12:00:00Z',
    lastAskedAt: '2026-11-21T11:59:00Z',
    hosts: [{ host: HOSTILE, lastAskedAt: '2026-11-21T11:59:00Z', isOwn: false }],
  },
  events: {
    lastAt: '2026-11-21T11:59:00Z',
    lastDay: {
      total: 312,
      bots: 4,
      types: [{ type: 'page_view', count: 300, lastAt: '2026-11-21T11:59:00Z' }],
      hosts: [],
    },
  },
  drops: [{ reason: 'invalid_event', count: 2, lastAt: '2026-11-21T10:00:00Z', message: HOSTILE }],
  snippet: {
    variant: 'full',
    bytes: 5_000,
    brotliBytes: 2_100,
    hash: 'abc',
    integrity: 'sha384-abc',
    tag: '<script async src="https://koop.example/k/shop.js"></script>',
    tagWithIntegrity:
      '<script async src="https://koop.example/k/shop.abc.js" integrity="sha384-abc"></script>',
    tagAfterLoad: '<script>addEventListener("load",…)</script>',
  },
  consent: 'cookieless',
  findings: [{ code: 'foreign_hosts', text: HOSTILE }],
}

export const models: ModelsAnswer = {
  present: {
    version: 'shop-1',
    kind: 'shop',
    calibratedHeads: { now: true, later: false },
    zoeker: { enter: 40, exit: 34 },
    koper: { enter: 62, exit: 55 },
    signals: [{ signal: 'repeatViews', points: 4.1, cap: 20, source: 'measured' }],
  },
  models: [
    {
      at: '2026-11-20T03:00:00Z',
      decision: 'refused',
      version: 'shop-1+shop-2',
      reason: HOSTILE,
      heads: [],
      borders: null,
    },
  ],
  next: null,
}

export const costs: CostsAnswer = {
  costs: [
    {
      from: '2026-11-01',
      to: '2026-11-30',
      channel: 'ads',
      source: HOSTILE,
      campaign: null,
      amount: 300,
      currency: 'EUR',
    },
  ],
  next: null,
}

/** The answers of the reports and of the page Site. */
export const reports = {
  funnel: async () => funnel,
  forecast: async () => forecast,
  channels: async () => channels,
  costs: async () => costs,
  keepCosts: async () => {},
  removeCost: async () => {},
  pages: async () => pages,
  ctas: async () => ctas,
  searches: async () => searches,
  savedSegments: async () => [
    {
      name: 'uit-de-mail',
      label: HOSTILE,
      filters: { channel: ['email'] },
      createdAt: '2026-11-20T12:00:00Z',
      changedAt: '2026-11-20T12:00:00Z',
    },
  ],
  saveSegment: async () => {},
  removeSegment: async () => {},
  installation: async () => installation,
  changeSite: async () => {
    throw new Error('no test changes a site by default')
  },
  previewTopics: async (_site, _rules, pages) => ({
    topics: pages.map(({ path }) => ({ path, topic: 'price', by: 'guess' })),
  }),
  tokens: async () => ({
    tokens: [{ id: 'a1b2c3', role: 'read', label: HOSTILE, createdAt: '2026-11-20T12:00:00Z' }],
    next: null,
  }),
  createToken: async () => 'ks_new',
  removeToken: async () => {},
  models: async () => models,
  backtest: async () => {
    throw new Error('no test replays the past by default')
  },
} satisfies Partial<Api>
