import type { CtaAnswer, Lift, PageAnswer, SearchAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import type { Columns } from '../csv.ts'
import { ctasAnswer, pagesAnswer, searchesAnswer } from '../schemas/answers-content.ts'
import { sitePath } from '../schemas/query.ts'
import { ctasQuery, pagesQuery, searchesQuery } from '../schemas/query-content.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { asking, inLines, refusals } from './described.ts'
import { sendReport } from './negotiate.ts'

const ofSite = { ...asking, params: sitePath }

/** What moves people up the ladder: pages, CTAs and searches, each against those who did not meet it. */
export async function contentRoutes(plain: FastifyInstance, context: Context): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { now } = context
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/pages',
    {
      ...inLines,
      schema: {
        ...ofSite,
        summary: 'Pages: views, entries, who left at once, attention, and what people did after them',
        description:
          'Views include those of visitors who are only counted, as long as nothing is filtered. `lift` follows each visitor for seven days after the first look in the period.',
        querystring: pagesQuery,
        response: { 200: pagesAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const { pages, next, ...about } = await context.ask('pages', site, request.query, now(), site.language)
      return sendReport(request, reply, { name: 'pages', items: pages, next, columns: PAGE_COLUMNS, about })
    },
  )

  app.get(
    '/v1/sites/:site/ctas',
    {
      ...inLines,
      schema: {
        ...ofSite,
        summary: 'CTAs: clicks, the share of those who saw them, and what people did after them',
        description:
          'Whoever clicked is compared with visitors who looked at a page that the CTA is on and had not clicked it. Clicks include those of visitors who are only counted, as long as nothing is filtered.',
        querystring: ctasQuery,
        response: { 200: ctasAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const { ctas, next, ...about } = await context.ask('ctas', site, request.query, now(), site.language)
      return sendReport(request, reply, { name: 'ctas', items: ctas, next, columns: CTA_COLUMNS, about })
    },
  )

  app.get(
    '/v1/sites/:site/searches',
    {
      ...inLines,
      schema: {
        ...ofSite,
        summary: 'Searches on the site: how many, without results, and what people did after them',
        description:
          'A query is shown when at least three visitors typed it; `withheld` counts the others. Searches of visitors who are only counted add to how many, as long as nothing is filtered; they show no query, since they cannot be told apart.',
        querystring: searchesQuery,
        response: { 200: searchesAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const { searches, next, ...about } = await context.ask(
        'searches',
        site,
        request.query,
        now(),
        site.language,
      )
      const list = { name: 'searches', items: searches, next, columns: SEARCH_COLUMNS, about }
      return sendReport(request, reply, list)
    },
  )
}

const OUTCOMES = ['climbed', 'converted'] as const
const FIGURES = [
  'seen',
  'seenRate',
  'comparable',
  'comparableRate',
  'ratio',
  'low',
  'high',
  'enough',
] as const

/** 'climbedSeen', 'climbedRatio', …, 'convertedEnough'. */
const LIFT_COLUMNS: Columns<{ readonly lift: Lift }> = OUTCOMES.flatMap((outcome) =>
  FIGURES.map(
    (figure) =>
      [
        `${outcome}${figure[0]!.toUpperCase()}${figure.slice(1)}`,
        (row: { readonly lift: Lift }) => row.lift[outcome][figure],
      ] as const,
  ),
)

const PAGE_COLUMNS: Columns<PageAnswer> = [
  ['path', (page) => page.path],
  ['title', (page) => page.title],
  ['topic', (page) => page.topic],
  ['views', (page) => page.views],
  ['visitors', (page) => page.visitors],
  ['entries', (page) => page.entries],
  ['bounces', (page) => page.bounces],
  ['bounceRate', (page) => page.bounceRate],
  ['exits', (page) => page.exits],
  ['engagedMs', (page) => page.engagedMs],
  ['scrollPercent', (page) => page.scrollPercent],
  ...LIFT_COLUMNS,
]

const CTA_COLUMNS: Columns<CtaAnswer> = [
  ['cta', (row) => row.cta],
  ['pages', (row) => row.pages.join(' ')],
  ['clicks', (row) => row.clicks],
  ['visitors', (row) => row.visitors],
  ['seenBy', (row) => row.seenBy],
  ['clickRatio', (row) => row.clickRatio],
  ...LIFT_COLUMNS,
]

const SEARCH_COLUMNS: Columns<SearchAnswer> = [
  ['query', (row) => row.query],
  ['searches', (row) => row.searches],
  ['visitors', (row) => row.visitors],
  ['withoutResults', (row) => row.withoutResults],
  ['again', (row) => row.after.again],
  ['page', (row) => row.after.page],
  ['nothing', (row) => row.after.nothing],
  ...LIFT_COLUMNS,
]
