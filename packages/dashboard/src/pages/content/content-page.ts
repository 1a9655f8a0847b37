import type { CtasAnswer, PagesAnswer, SearchesAnswer } from '@koopsignaal/protocol'
import type { FilterContext, SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import type { Content } from '../../frame.ts'
import { choices } from '../../parts/choices.ts'
import { reportFilters } from '../../parts/filters.ts'
import { savedSegments } from '../../parts/saved.ts'
import { attempt, nothing, sectionOf, type Tried } from '../../parts/section.ts'
import { pageTitle, periodLine } from '../../parts/title.ts'
import { nameOf } from '../../texts/texts.ts'
import { OUTCOMES, reportQuery } from '../../url-state.ts'
import { findings } from './findings.ts'
import { ctaTable, landingTable, pageTable, searchTable } from './tables.ts'

/** Lines of each table: more are seldom read. */
const LINES = 20

export interface ContentAnswers {
  readonly landings: Tried<PagesAnswer>
  readonly pages: Tried<PagesAnswer>
  readonly ctas: Tried<CtasAnswer>
  readonly searches: Tried<SearchesAnswer>
}

/** The page Inhoud: what pages, buttons and searches do to those who meet them. */
export async function contentPage(context: SiteContext): Promise<Content> {
  const [answers, saved] = await Promise.all([ask(context), savedSegments(context)])
  const inside = { ...context, saved }
  return { parts: [title(answers, inside), reportFilters(inside), ...parts(answers, inside)] }
}

async function ask({ api, site, span, state, language }: SiteContext): Promise<ContentAnswers> {
  const query = { ...reportQuery(state), from: span.from, to: span.to, limit: LINES }
  const [landings, pages, ctas, searches] = await Promise.all([
    attempt(api.pages(site.id, { ...query, by: 'landing', sort: '-entries' }, language)),
    attempt(api.pages(site.id, { ...query, by: 'seen' }, language)),
    attempt(api.ctas(site.id, query, language)),
    attempt(api.searches(site.id, query, language)),
  ])
  return { landings, pages, ctas, searches }
}

function title({ pages }: ContentAnswers, context: FilterContext): HTMLElement {
  const { t } = context
  const period = pages.status === 'answered' && periodLine(pages.answer, context)
  return pageTitle(t.contentTitle, t.contentLead, period)
}

function parts(answers: ContentAnswers, context: FilterContext): readonly (HTMLElement | false)[] {
  const { t, language, state } = context
  const { landings, pages, ctas, searches } = answers
  return [
    findings(answers, context),
    h(
      'div',
      { class: 'switches' },
      choices(
        { name: 'outcome', title: t.judgedBy, values: OUTCOMES, chosen: state.outcome },
        (value) => nameOf('outcome', value, language),
        context,
      ),
      h('p', { class: 'quiet how' }, t.liftMeans),
    ),
    sectionOf(ctas, { id: 'ctas', title: t.ctas, intro: t.ctasIntro }, context, (answer) =>
      answer.ctas.length === 0
        ? [
            nothing(
              'no-ctas',
              h('p', {}, t.noCtas),
              h('p', {}, h('code', {}, '<a href="/offerte" data-cta="offerte">')),
            ),
          ]
        : [ctaTable(answer, context)],
    ),
    sectionOf(landings, { id: 'landings', title: t.landings, intro: t.landingsIntro }, context, (answer) =>
      answer.pages.length === 0 ? [nothing('no-landings', t.noPages)] : [landingTable(answer, context)],
    ),
    sectionOf(pages, { id: 'pages', title: t.pagesTitle, intro: t.pagesIntro }, context, (answer) =>
      answer.pages.length === 0 ? [nothing('no-pages', t.noPages)] : [pageTable(answer, context)],
    ),
    sectionOf(searches, { id: 'searches', title: t.searches, intro: t.searchesIntro }, context, (answer) => [
      answer.searches.length === 0 ? nothing('no-searches', t.noSearches) : searchTable(answer, context),
      answer.withheld.queries > 0 && h('p', { class: 'quiet' }, t.withheld(String(answer.withheld.queries))),
    ]),
  ]
}
