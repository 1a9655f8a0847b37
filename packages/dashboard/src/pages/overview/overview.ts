import {
  type ChannelsAnswer,
  type ForecastAnswer,
  type FunnelAnswer,
  type SegmentsAnswer,
  tagOf,
} from '@koopsignaal/protocol'
import type { VisitorsAnswer } from '../../api.ts'
import type { FilterContext, SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import type { Content } from '../../frame.ts'
import { reportFilters } from '../../parts/filters.ts'
import { command } from '../../parts/messages.ts'
import { savedSegments } from '../../parts/saved.ts'
import { attempt, type Tried } from '../../parts/section.ts'
import { pageTitle, periodLine, siteName } from '../../parts/title.ts'
import { compareOf, isFiltered, reportQuery } from '../../url-state.ts'
import { callFirst } from './call-first.ts'
import { forecast } from './forecast.ts'
import { inShort } from './in-short.ts'
import { ladder } from './ladder.ts'
import { overTime } from './over-time.ts'
import { segmentCards } from './segment-cards.ts'

/** Below this, shares and changes are mostly chance. Chosen, not computed. */
const FEW_VISITORS = 100

/** How many visitors the page names. */
const NAMED = 5

/** How far ahead the page looks. */
const DAYS_AHEAD = 30

interface Answers {
  readonly segments: SegmentsAnswer
  readonly funnel: Tried<FunnelAnswer>
  readonly forecast: Tried<ForecastAnswer>
  readonly channels: Tried<ChannelsAnswer>
  readonly kopers: Tried<VisitorsAnswer>
}

/** The page Overzicht: who is here, what changed and why, what to do. */
export async function overviewPage(context: SiteContext): Promise<Content> {
  const [answers, saved] = await Promise.all([ask(context), savedSegments(context)])
  const inside = { ...context, saved }
  const { segments } = answers
  const isEmpty = segments.totals.visitors === 0 && !isFiltered(context.state)
  return {
    parts: [title(segments, inside), ...(isEmpty ? [emptySite(segments, inside)] : filled(answers, inside))],
  }
}

function title(answer: SegmentsAnswer, context: FilterContext): HTMLElement {
  return pageTitle(
    siteName(context.site),
    totals(answer, context),
    periodLine(answer, context),
    few(answer, context),
  )
}

async function ask({ api, site, span, language, state }: SiteContext): Promise<Answers> {
  const { from, to, at } = span
  const filters = reportQuery(state)
  const period = { ...filters, from, to, compare: compareOf(state) }
  const [segments, funnel, forecast, channels, kopers] = await Promise.all([
    api.segments(site.id, { ...period, at }),
    attempt(api.funnel(site.id, period, language)),
    attempt(api.forecast(site.id, { ...filters, days: DAYS_AHEAD, goal: state.goal, at }, language)),
    attempt(api.channels(site.id, period, language)),
    attempt(
      api.visitors(
        site.id,
        { ...filters, ...span, segment: 'koper', sort: '-score', limit: NAMED },
        language,
      ),
    ),
  ])
  return { segments, funnel, forecast, channels, kopers }
}

function filled(answers: Answers, context: FilterContext): readonly HTMLElement[] {
  return [
    inShort(answers, context),
    reportFilters(context),
    segmentCards(answers.segments, context),
    callFirst(answers.kopers, context),
    ladder(answers.segments, answers.funnel, context),
    overTime(answers.segments, context),
    forecast(answers.forecast, context),
  ]
}

function totals({ totals }: SegmentsAnswer, { t, format }: SiteContext): HTMLElement {
  const said = [
    t.totalVisitors(totals.visitors, format.number(totals.visitors)),
    t.totalPageViews(totals.pageViews, format.number(totals.pageViews)),
    t.totalConversions(totals.conversions, format.number(totals.conversions)),
  ]
  return h('span', { 'data-testid': 'totals' }, said.join(' · '))
}

function few({ totals }: SegmentsAnswer, { t }: SiteContext): HTMLElement | false {
  return (
    totals.visitors > 0 &&
    totals.visitors < FEW_VISITORS &&
    h('p', { class: 'note', 'data-testid': 'few-visitors' }, t.fewVisitors)
  )
}

function emptySite({ totals }: SegmentsAnswer, { t, format, site, link }: SiteContext): HTMLElement {
  return h(
    'section',
    { class: 'block empty-site', 'data-testid': 'empty-site' },
    h('h2', {}, t.emptyTitle),
    h('p', {}, t.emptyPeriod),
    command(tagOf(location.origin, site.id)),
    totals.pageViews > 0 &&
      h('p', {}, t.emptyCounted(t.totalPageViews(totals.pageViews, format.number(totals.pageViews)))),
    h('p', {}, h('a', { href: link({ view: 'site' }), class: 'button' }, t.checkInstallation)),
  )
}
