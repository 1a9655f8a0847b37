import { SEGMENTS } from '@koopsignaal/protocol'
import type { Context } from './context.ts'
import { svg } from './dom.ts'
import { type Bar, niceMax, total } from './series.ts'

const HEIGHT = 240
const EDGE = { top: 12, right: 2, bottom: 40, left: 44 }
const PLOT_HEIGHT = HEIGHT - EDGE.top - EDGE.bottom
/** The segment that matters most stands on the ground, where heights compare best. */
const STACK = SEGMENTS.toReversed()

/** Stacked bars, drawn for the width there is so that letters keep their size.
 *  @param bars  at least one
 *  @param width  in CSS pixels */
export function drawChart(bars: readonly Bar[], width: number, context: Context): SVGElement {
  const { t, format } = context
  const most = niceMax(Math.max(...bars.map(total)))
  const busiest = bars.reduce((best, bar) => (total(bar) > total(best) ? bar : best))
  const label = t.chartLabel(
    format.day(bars[0]!.from),
    format.day(bars.at(-1)!.to),
    barName(busiest, context),
    format.average(total(busiest)),
  )
  const step = (width - EDGE.left - EDGE.right) / bars.length
  return svg(
    'svg',
    {
      class: 'chart',
      width,
      height: HEIGHT,
      viewBox: `0 0 ${width} ${HEIGHT}`,
      role: 'img',
      'aria-label': label,
    },
    ...gridLines(most, width, context),
    ...bars.map((bar, i) => column(bar, EDGE.left + i * step, step, most, context)),
    ...dayLabels(bars, step, context),
  )
}

/** A bar's day, or its week. */
export function barName({ from, to }: Bar, { format }: Context): string {
  return from === to ? format.day(from) : `${format.shortDay(from)} – ${format.day(to)}`
}

function gridLines(most: number, width: number, { format }: Context): readonly SVGElement[] {
  return [0, most / 2, most].flatMap((value) => {
    const y = EDGE.top + PLOT_HEIGHT * (1 - value / most)
    return [
      svg('line', {
        class: value === 0 ? 'ground' : 'grid',
        x1: EDGE.left,
        x2: width - EDGE.right,
        y1: y,
        y2: y,
      }),
      svg('text', { class: 'tick', x: EDGE.left - 8, y: y + 4, 'text-anchor': 'end' }, format.average(value)),
    ]
  })
}

function column(bar: Bar, x: number, step: number, most: number, context: Context): SVGElement {
  const { t, format } = context
  const gap = step > 6 ? Math.min(4, step * 0.2) : 0.5
  let ground = EDGE.top + PLOT_HEIGHT
  const parts = STACK.map((segment) => {
    const height = (bar[segment] / most) * PLOT_HEIGHT
    ground -= height
    return svg('rect', { class: `fill-${segment}`, x: x + gap / 2, y: ground, width: step - gap, height })
  })
  const counts = STACK.map((segment) => `${segment} ${format.average(bar[segment])}`)
  const all = [
    barName(bar, context),
    ...counts,
    t.totalConversions(bar.conversions, format.number(bar.conversions)),
  ]
  return svg(
    'g',
    { class: 'column' },
    svg('title', {}, all.join('\n')),
    // Takes the pointer over the whole height, so that a low bar's words can be reached too.
    svg('rect', { class: 'catch', x, y: EDGE.top, width: step, height: PLOT_HEIGHT + 14 }),
    ...parts,
    bar.conversions > 0 &&
      svg('circle', { class: 'conversion', cx: x + step / 2, cy: EDGE.top + PLOT_HEIGHT + 9, r: 2.5 }),
  )
}

/** As many days as fit without touching; the last one always. */
function dayLabels(bars: readonly Bar[], step: number, { format }: Context): readonly SVGElement[] {
  const every = Math.max(1, Math.ceil(76 / step))
  return bars.flatMap((bar, i) => {
    if ((bars.length - 1 - i) % every !== 0) return []
    const x = Math.min(EDGE.left + (i + 0.5) * step, EDGE.left + bars.length * step - 18)
    return x < EDGE.left + 16
      ? []
      : [svg('text', { class: 'tick', x, y: HEIGHT - 8, 'text-anchor': 'middle' }, format.shortDay(bar.from))]
  })
}
