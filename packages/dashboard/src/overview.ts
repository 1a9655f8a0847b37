import type { SegmentsAnswer } from '@koopsignaal/protocol'
import type { SiteAnswer, VisitorsAnswer } from './api.ts'
import type { SiteContext } from './context.ts'
import { h } from './dom.ts'
import { ladder } from './ladder.ts'
import { command } from './messages.ts'
import { overTime } from './over-time.ts'
import { segmentCards } from './segment-cards.ts'
import { visitorList } from './visitor-list.ts'

/** Below this, shares and changes are mostly chance. Chosen, not computed. */
const FEW_VISITORS = 100

/** The first page: who is here, how that went over time, and who they are. */
export function overview(
  answer: SegmentsAnswer,
  visitors: VisitorsAnswer,
  context: SiteContext,
): readonly HTMLElement[] {
  if (answer.totals.visitors === 0) return [title(answer, context), emptySite(answer, context)]
  return [
    title(answer, context),
    segmentCards(answer, context),
    ladder(answer, context),
    overTime(answer, context),
    visitorList(visitors, context),
  ]
}

/** A site by the name that its visitors know it by. */
export function siteName({ id, domains }: SiteAnswer): string {
  return domains[0] ?? id
}

function title({ from, to, totals }: SegmentsAnswer, { t, format, site, span }: SiteContext): HTMLElement {
  // The end is the first moment that no longer counts.
  const lastMoment = new Date(Date.parse(to) - 1).toISOString()
  const figures = [
    t.totalVisitors(totals.visitors, format.number(totals.visitors)),
    t.totalPageViews(totals.pageViews, format.number(totals.pageViews)),
    t.totalConversions(totals.conversions, format.number(totals.conversions)),
  ]
  return h(
    'div',
    { class: 'title' },
    h('h1', { tabindex: -1 }, siteName(site)),
    h('p', { class: 'totals', 'data-testid': 'totals' }, figures.join(' · ')),
    h('p', { class: 'quiet' }, t.compared(format.date(from), format.date(lastMoment))),
    span.at !== undefined && h('p', { class: 'note', 'data-testid': 'as-of' }, t.asOf(format.date(span.at))),
    totals.visitors > 0 &&
      totals.visitors < FEW_VISITORS &&
      h('p', { class: 'note', 'data-testid': 'few-visitors' }, t.fewVisitors),
  )
}

function emptySite({ totals }: SegmentsAnswer, { t, format, site }: SiteContext): HTMLElement {
  return h(
    'section',
    { class: 'block empty-site', 'data-testid': 'empty-site' },
    h('h2', {}, t.emptyTitle),
    h('p', {}, t.emptyPeriod),
    command(`<script async src="${location.origin}/k/${site.id}.js"></script>`),
    totals.pageViews > 0 &&
      h('p', {}, t.emptyCounted(t.totalPageViews(totals.pageViews, format.number(totals.pageViews)))),
  )
}
