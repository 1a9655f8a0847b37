import type {
  BacktestAnswer,
  BacktestBody,
  ChannelsAnswer,
  CostAnswer,
  CostsAnswer,
  CtasAnswer,
  ForecastAnswer,
  FunnelAnswer,
  InstallationAnswer,
  JourneyAnswer,
  Language,
  ModelsAnswer,
  PageAnswer,
  PagesAnswer,
  Role,
  SavedSegmentAnswer,
  SavedSegmentsAnswer,
  SearchesAnswer,
  SegmentsAnswer,
  SiteAnswer,
  TokensAnswer,
  TopicPreviewAnswer,
  TopicRule,
  VisitorAnswer,
  VisitorDetailAnswer,
} from '@koopsignaal/protocol'
import { createHttp, pathOf, type Query } from './http.ts'
import { channelsOnlyWhole, funnelOnlyWhole, segmentsOnlyWhole } from './parts/only-whole.ts'
import { visitorsCsv } from './visitors-csv.ts'

export type { SiteAnswer } from '@koopsignaal/protocol'
export { ApiError, type Query } from './http.ts'

export interface VisitorsAnswer {
  readonly visitors: readonly VisitorAnswer[]
  readonly next: string | null
}

/** What of a site can be changed on the page. */
export type SiteChange = Partial<
  Pick<SiteAnswer, 'consent' | 'goals' | 'language' | 'topicRules' | 'variant'>
>

/** A question about one site, answered in a language. */
type Ask<Answer> = (site: string, query: Query, language: Language) => Promise<Answer>

/** The query API, asked with the log-in cookie of this browser. Every method throws ApiError. */
export interface Api {
  readonly sites: () => Promise<readonly SiteAnswer[]>
  readonly segments: (site: string, query: Query) => Promise<SegmentsAnswer>
  readonly funnel: Ask<FunnelAnswer>
  readonly forecast: Ask<ForecastAnswer>
  readonly channels: Ask<ChannelsAnswer>
  readonly pages: Ask<PagesAnswer>
  readonly ctas: Ask<CtasAnswer>
  readonly searches: Ask<SearchesAnswer>
  readonly visitors: Ask<VisitorsAnswer>
  /** The whole list as one file. */
  readonly visitorsCsv: (site: string, query: Query, language: Language) => Promise<Blob>
  readonly visitor: (
    site: string,
    id: string,
    query: Query,
    language: Language,
  ) => Promise<VisitorDetailAnswer>
  readonly journey: (site: string, id: string, query: Query, language: Language) => Promise<JourneyAnswer>
  readonly erase: (site: string, id: string) => Promise<void>
  readonly savedSegments: (site: string) => Promise<readonly SavedSegmentAnswer[]>
  readonly saveSegment: (
    site: string,
    segment: Pick<SavedSegmentAnswer, 'name' | 'label' | 'filters'>,
  ) => Promise<void>
  readonly removeSegment: (site: string, name: string) => Promise<void>
  readonly installation: (site: string, language: Language) => Promise<InstallationAnswer>
  readonly changeSite: (site: string, change: SiteChange) => Promise<SiteAnswer>
  readonly previewTopics: (
    site: string,
    rules: readonly TopicRule[],
    pages: readonly PageAnswer[],
  ) => Promise<TopicPreviewAnswer>
  readonly tokens: (site: string) => Promise<TokensAnswer>
  readonly createToken: (site: string, role: Role, label: string) => Promise<string>
  readonly removeToken: (site: string, id: string) => Promise<void>
  /** What was spent, in order of days. */
  readonly costs: (site: string) => Promise<CostsAnswer>
  /** Keeps lines; one of the same days, channel, source and campaign is replaced. */
  readonly keepCosts: (site: string, costs: readonly CostAnswer[]) => Promise<void>
  /** Removes this very line and no other. */
  readonly removeCost: (site: string, line: CostAnswer) => Promise<void>
  readonly models: Ask<ModelsAnswer>
  readonly backtest: (site: string, body: BacktestBody) => Promise<BacktestAnswer>
  readonly logOut: () => Promise<void>
}

/** The most that one answer of the collector holds: lists that are shown whole. */
const MOST = 1_000

/** @param send  the browser's fetch */
export function createApi(send: typeof fetch): Api {
  const http = createHttp(send)
  const { ask, json } = http
  const asked =
    <Answer>(name: string): Ask<Answer> =>
    (site, query, language) =>
      json(pathOf([site, name], query), { language })
  return {
    sites: async () => (await json<{ sites: readonly SiteAnswer[] }>(`/v1/sites?limit=${MOST}`)).sites,
    segments: async (site, query) => segmentsOnlyWhole(await json(pathOf([site, 'segments'], query))),
    funnel: async (...question) => funnelOnlyWhole(await asked<FunnelAnswer>('funnel')(...question)),
    forecast: asked('forecast'),
    channels: async (...question) => channelsOnlyWhole(await asked<ChannelsAnswer>('channels')(...question)),
    pages: asked('pages'),
    ctas: asked('ctas'),
    searches: asked('searches'),
    visitors: asked('visitors'),
    visitorsCsv: (site, query, language) => visitorsCsv(http, site, query, language),
    visitor: (site, id, query, language) => json(pathOf([site, 'visitors', id], query), { language }),
    journey: (site, id, query, language) =>
      json(pathOf([site, 'visitors', id, 'journey'], query), { language }),
    erase: async (site, id) => {
      await ask(pathOf([site, 'visitors', id]), { method: 'DELETE' })
    },
    savedSegments: async (site) =>
      (await json<SavedSegmentsAnswer>(pathOf([site, 'saved-segments'], { limit: MOST }))).savedSegments,
    saveSegment: async (site, body) => {
      await ask(pathOf([site, 'saved-segments']), { method: 'POST', body })
    },
    removeSegment: async (site, name) => {
      await ask(pathOf([site, 'saved-segments', name]), { method: 'DELETE' })
    },
    installation: (site, language) => json(pathOf([site, 'installation']), { language }),
    changeSite: (site, body) => json(pathOf([site]), { method: 'PATCH', body }),
    previewTopics: (site, rules, pages) =>
      json(pathOf([site, 'topics', 'preview']), {
        method: 'POST',
        body: {
          rules,
          paths: pages.map(({ path }) => path),
          measured: pages.map(({ path, title, topic }) => ({ path, title, topic })),
        },
      }),
    tokens: (site) => json(pathOf([site, 'tokens'], { limit: MOST })),
    createToken: async (site, role, label) => {
      const body = { role, label }
      return (await json<{ token: string }>(pathOf([site, 'tokens']), { method: 'POST', body })).token
    },
    removeToken: async (site, id) => {
      await ask(pathOf([site, 'tokens', id]), { method: 'DELETE' })
    },
    costs: (site) => json(pathOf([site, 'costs'], { limit: MOST })),
    keepCosts: async (site, costs) => {
      await ask(pathOf([site, 'costs']), { method: 'PUT', body: { costs } })
    },
    removeCost: async (site, { from, to, channel, source, campaign }) => {
      const line = { match: 'line', from, to, channel, source, campaign }
      await ask(pathOf([site, 'costs'], line), { method: 'DELETE' })
    },
    models: (site, query, language) =>
      json(pathOf([site, 'models'], { limit: MOST, ...query }), { language }),
    backtest: (site, body) => json(pathOf([site, 'backtests']), { method: 'POST', body }),
    logOut: async () => {
      await ask('/logout', { method: 'POST' })
    },
  }
}
