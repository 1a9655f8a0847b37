import { SEGMENTS, type SegmentsAnswer } from '@koopsignaal/protocol'
import { chart } from '../../charts/chart.ts'
import { type StackedBar, stackedBars } from '../../charts/stacked.ts'
import type { Context } from '../../context.ts'
import { h, svg } from '../../dom.ts'
import { term } from '../../parts/marks.ts'
import { section } from '../../parts/section.ts'
import { asTable, figures } from '../../parts/table.ts'
import { type Bar, toBars, total } from './series.ts'

const HEIGHT = 280

/** The segments over time: a chart, its legend, and the same figures as a table. */
export function overTime(answer: SegmentsAnswer, context: Context): HTMLElement {
  const { t } = context
  const bars = toBars(answer.series)
  const weeks = bars.some(({ from, to }) => from !== to)
  return section(
    { id: 'over-time', title: t.overTime, intro: weeks ? t.overTimeWeeks : t.overTimeDays },
    legend(context),
    bars.length > 0 && picture(bars, context),
    asTable(t.asTable, table(bars, weeks, context)),
  )
}

function legend(context: Context): HTMLElement {
  const swatch = (name: string) =>
    svg(
      'svg',
      { width: 12, height: 12, 'aria-hidden': 'true' },
      name === 'conversion'
        ? svg('circle', { class: 'conversion', cx: 6, cy: 6, r: 3 })
        : svg('rect', { class: `fill-${name}`, width: 12, height: 12, rx: 2 }),
    )
  const segments = SEGMENTS.toReversed().map((name) =>
    h('li', {}, swatch(name), term('segment', name, context)),
  )
  return h('ul', { class: 'legend' }, ...segments, h('li', {}, swatch('conversion'), context.t.conversionDay))
}

function picture(bars: readonly Bar[], context: Context): HTMLElement {
  const { t, format } = context
  const busiest = bars.reduce((best, bar) => (total(bar) > total(best) ? bar : best))
  const label = t.chartLabel(
    format.day(bars[0]!.from),
    format.day(bars.at(-1)!.to),
    barName(busiest, context),
    format.average(total(busiest)),
  )
  const stacked = bars.map((bar) => toStacked(bar, context))
  return chart({
    id: 'chart',
    label,
    height: HEIGHT,
    option: (colours) => stackedBars(stacked, format.average, colours),
  })
}

function toStacked(bar: Bar, context: Context): StackedBar {
  const { t, format } = context
  const { passant, zoeker, koper, conversions } = bar
  const counts = SEGMENTS.toReversed().map((segment) => `${segment} ${format.average(bar[segment])}`)
  const text = [barName(bar, context), ...counts, t.totalConversions(conversions, format.number(conversions))]
  return {
    passant,
    zoeker,
    koper,
    name: format.shortDay(bar.from),
    isMarked: conversions > 0,
    text: text.join('\n'),
  }
}

/** A bar's day, or its week. */
function barName({ from, to }: Bar, { format }: Context): string {
  return from === to ? format.day(from) : `${format.shortDay(from)} – ${format.day(to)}`
}

function table(bars: readonly Bar[], weeks: boolean, context: Context): HTMLElement {
  const { t, format } = context
  return figures({
    caption: weeks ? t.overTimeWeeks : t.overTimeDays,
    rows: bars.toReversed(),
    columns: [
      { name: weeks ? t.week : t.day, cell: (bar) => barName(bar, context) },
      ...SEGMENTS.map((segment) => ({
        name: segment,
        cell: (bar: Bar) => format.average(bar[segment]),
      })),
      { name: t.conversions, cell: (bar) => format.number(bar.conversions) },
    ],
  })
}
