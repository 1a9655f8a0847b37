import type {
  CtaAnswer,
  CtasAnswer,
  PageAnswer,
  PagesAnswer,
  SearchAnswer,
  SearchesAnswer,
} from '@koopsignaal/protocol'
import type { FilterContext } from '../../context.ts'
import { h, meter } from '../../dom.ts'
import { pathText } from '../../parts/path-text.ts'
import { type Column, figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'
import { NO_FILTERS } from '../../url-state.ts'
import { joinValues } from '../../values.ts'
import { liftMark } from './lift-mark.ts'

/** Pages that visits begin on, and how many are left at once. */
export function landingTable({ pages }: PagesAnswer, context: FilterContext): HTMLElement {
  const { t, format } = context
  return figures({
    caption: t.landings,
    rowId: 'landing-row',
    rows: pages,
    columns: [
      { name: t.pageName, cell: (page) => pageCell(page, context) },
      liftColumn(context),
      { name: t.entries, cell: ({ entries }) => format.number(entries) },
      { name: t.bounces, title: t.bouncesMean, cell: (page) => bounceCell(page, context) },
    ],
  })
}

/** All pages, with the attention that they get. */
export function pageTable({ pages }: PagesAnswer, context: FilterContext): HTMLElement {
  const { t, format } = context
  return figures({
    caption: t.pagesTitle,
    rowId: 'page-row',
    rows: pages,
    columns: [
      { name: t.pageName, cell: (page) => pageCell(page, context) },
      liftColumn(context),
      { name: t.visitors, cell: ({ visitors }) => format.number(visitors) },
      { name: t.views, cell: ({ views }) => format.number(views) },
      {
        name: t.attention,
        title: t.attentionMeans,
        cell: ({ engagedMs }) => (engagedMs === null ? '–' : format.duration(engagedMs)),
      },
      {
        name: t.scrolled,
        cell: ({ scrollPercent }) => (scrollPercent === null ? '–' : format.percent(scrollPercent / 100)),
      },
    ],
  })
}

/** Buttons and links that ask for something. */
export function ctaTable({ ctas }: CtasAnswer, context: FilterContext): HTMLElement {
  const { t, format } = context
  return figures({
    caption: t.ctas,
    rowId: 'cta-row',
    rows: ctas,
    columns: [
      { name: t.cta, cell: (cta) => ctaCell(cta) },
      liftColumn(context),
      { name: t.clicks, cell: ({ clicks }) => format.number(clicks) },
      { name: t.seenBy, cell: ({ seenBy }) => (seenBy === null ? '–' : format.number(seenBy)) },
      {
        name: t.clickRatio,
        cell: ({ clickRatio }) => (clickRatio === null ? '–' : format.percent(clickRatio)),
      },
    ],
  })
}

/** What people typed, and what came of it. */
export function searchTable({ searches }: SearchesAnswer, context: FilterContext): HTMLElement {
  const { t, format } = context
  return figures({
    caption: t.searches,
    rowId: 'search-row',
    rows: searches,
    columns: [
      { name: t.query, cell: ({ query }) => h('span', { class: 'clamp', title: query }, `“${query}”`) },
      liftColumn(context),
      { name: t.searched, cell: ({ searches: count }) => format.number(count) },
      { name: t.withoutResults, cell: (search) => withoutResultsCell(search, context) },
      { name: t.searchedAgain, cell: ({ after }) => format.percent(after.again) },
      { name: t.gaveUp, cell: ({ after }) => format.percent(after.nothing) },
      {
        name: t.wentTo,
        isText: true,
        cell: ({ next }) => (next[0] === undefined ? '–' : pathText(next[0].path)),
      },
    ],
  })
}

function liftColumn<Row extends Pick<PageAnswer, 'lift'>>(context: FilterContext): Column<Row> {
  const { t, state } = context
  return {
    name: state.outcome === 'climbed' ? t.climbedMore : t.convertedMore,
    title: t.liftMeans,
    isText: true,
    cell: ({ lift }) => liftMark(lift, context),
  }
}

function pageCell({ path, title, topic }: PageAnswer, { link, language }: FilterContext): HTMLElement {
  return h(
    'span',
    { class: 'page-name' },
    h(
      'a',
      { class: 'clamp', href: link({ ...NO_FILTERS, view: 'visitors', page: joinValues([path]) }) },
      title ?? path,
    ),
    h('span', { class: 'quiet' }, pathText(path), topic !== null && ` · ${nameOf('topic', topic, language)}`),
  )
}

function bounceCell({ bounceRate, bounces }: PageAnswer, { t, format }: FilterContext): HTMLElement {
  if (bounceRate === null) return h('span', {}, '–')
  return h(
    'span',
    { class: 'bounce', title: t.bouncesOf(format.number(bounces)) },
    h('strong', {}, format.percent(bounceRate)),
    meter(bounceRate, 'is-for'),
  )
}

/** On how many of its pages a button is shown to be. */
const NAMED = 2

function ctaCell({ cta, pages }: CtaAnswer): HTMLElement {
  return h(
    'span',
    { class: 'page-name' },
    h('strong', { class: 'clamp', title: cta }, cta),
    ...pages.slice(0, NAMED).map((path) => h('span', { class: 'quiet' }, pathText(path))),
  )
}

function withoutResultsCell(
  { withoutResults, searches }: SearchAnswer,
  { format }: FilterContext,
): HTMLElement {
  const all = withoutResults === searches && searches > 0
  return h(all ? 'strong' : 'span', { class: all ? 'is-against' : null }, format.number(withoutResults))
}
