import { SEGMENTS, type SegmentsAnswer } from '@koopsignaal/protocol'
import { barName, drawChart } from './chart.ts'
import type { Context } from './context.ts'
import { h, svg } from './dom.ts'
import { term } from './marks.ts'
import { type Bar, toBars } from './series.ts'

/** Where the page cannot tell how wide the chart may be. */
const FALLBACK_WIDTH = 720

/** The segments over time: a chart, its legend, and the same figures as a table. */
export function overTime(answer: SegmentsAnswer, context: Context): HTMLElement {
  const { t } = context
  const bars = toBars(answer.series)
  const weeks = bars.some(({ from, to }) => from !== to)
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'over-time', 'data-testid': 'over-time' },
    h('h2', { id: 'over-time' }, t.overTime),
    h('p', { class: 'intro' }, weeks ? t.overTimeWeeks : t.overTimeDays),
    legend(context),
    bars.length > 0 && chartFrame(bars, context),
    h(
      'details',
      { class: 'as-table' },
      h('summary', { id: 'chart-table' }, t.asTable),
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t.overTime },
        table(bars, weeks, context),
      ),
    ),
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

function chartFrame(bars: readonly Bar[], context: Context): HTMLElement {
  const frame = h('div', { class: 'chart-frame', 'data-testid': 'chart' })
  let drawn = 0
  const draw = (width: number) => {
    if (width === drawn) return
    drawn = width
    frame.replaceChildren(drawChart(bars, width, context))
  }
  draw(FALLBACK_WIDTH)
  // A frame that is taken off the page is no longer observed: the browser then lets go of both.
  if (typeof ResizeObserver === 'function') {
    new ResizeObserver(([entry]) => {
      const width = Math.floor(entry!.contentRect.width)
      if (width > 0) draw(width)
    }).observe(frame)
  }
  return frame
}

function table(bars: readonly Bar[], weeks: boolean, context: Context): HTMLElement {
  const { t, format } = context
  const head = [weeks ? t.week : t.day, ...SEGMENTS, t.conversions]
  return h(
    'table',
    { class: 'figures' },
    h('caption', { class: 'unseen' }, weeks ? t.overTimeWeeks : t.overTimeDays),
    h('thead', {}, h('tr', {}, ...head.map((name) => h('th', { scope: 'col' }, name)))),
    h(
      'tbody',
      {},
      ...bars
        .toReversed()
        .map((bar) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, barName(bar, context)),
            ...SEGMENTS.map((segment) => h('td', {}, format.average(bar[segment]))),
            h('td', {}, format.number(bar.conversions)),
          ),
        ),
    ),
  )
}
