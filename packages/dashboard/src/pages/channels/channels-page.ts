import type { ChannelsAnswer } from '@koopsignaal/protocol'
import type { FilterContext, SiteContext } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import type { Content } from '../../frame.ts'
import { choices } from '../../parts/choices.ts'
import { reportFilters } from '../../parts/filters.ts'
import { savedSegments } from '../../parts/saved.ts'
import { attempt, nothing, section } from '../../parts/section.ts'
import { pageTitle, periodLine } from '../../parts/title.ts'
import { nameOf } from '../../texts/texts.ts'
import { CREDITS, compareOf, GROUPINGS, isFiltered, reportQuery } from '../../url-state.ts'
import { bestSentence } from './best.ts'
import { channelTable } from './channel-table.ts'
import { costs } from './costs.ts'
import { creditTable } from './credit-table.ts'
import { journeys } from './journeys.ts'

/** Lines of the table: more are seldom read. */
const LINES = 50

/** The page Kanalen: where visitors come from, what that brings, and what it costs. */
export async function channelsPage(context: SiteContext): Promise<Content> {
  const { api, site, state, span, language, t } = context
  const query = {
    ...reportQuery(state),
    from: span.from,
    to: span.to,
    compare: compareOf(state),
    by: state.by,
    attribution: state.credit,
    limit: LINES,
  }
  const [answer, spent, saved] = await Promise.all([
    api.channels(site.id, query, language),
    attempt(api.costs(site.id)),
    savedSegments(context),
  ])
  const inside = { ...context, saved }
  const title = pageTitle(t.channelsTitle, t.channelsLead, periodLine(answer, inside))
  const isEmpty = answer.channels.length === 0
  return {
    parts: [
      title,
      reportFilters(inside),
      ...(isEmpty ? [empty(inside)] : filled(answer, inside)),
      costs(spent, answer.currency, inside),
    ],
  }
}

function empty({ t, state, link }: FilterContext): HTMLElement {
  return nothing(
    'no-channels',
    h('p', {}, isFiltered(state) ? t.nobodyMatches : t.noChannels),
    h('p', {}, h('a', { href: link({ view: 'site' }) }, t.checkInstallation)),
  )
}

function filled(answer: ChannelsAnswer, context: FilterContext): readonly Child[] {
  const { t, language, state } = context
  return [
    bestSentence(answer, context),
    section(
      { id: 'channel-table', title: t.byChannel, intro: t.byChannelIntro },
      h(
        'div',
        { class: 'switches' },
        choices(
          { name: 'by', title: t.groupedBy, values: GROUPINGS, chosen: state.by },
          (value) => nameOf('grouping', value, language),
          context,
        ),
        choices(
          { name: 'credit', title: t.creditedTo, values: CREDITS, chosen: state.credit },
          (value) => nameOf('credit', value, language),
          context,
        ),
      ),
      h(
        'p',
        { class: 'quiet', 'data-testid': 'credit-means' },
        nameOf('creditMeans', state.credit, language),
      ),
      channelTable(answer, context),
      ...answer.notes.map((note) => h('p', { class: 'quiet' }, note)),
    ),
    creditTable(answer, context),
    journeys(answer, context),
  ]
}
