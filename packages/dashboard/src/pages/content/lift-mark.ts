import type { Lift, LiftFigures } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { h, svg } from '../../dom.ts'

/** Ends of the scale; what lies beyond is cut there. Chosen: a lift outside is rare and would press the others together. */
const SCALE = { low: 0.25, high: 4 }
const SIZE = { width: 168, height: 22, edge: 6 }

/** How much more often people did it afterwards than comparable others: a dot with its interval, and in words. */
export function liftMark(lift: Lift, context: Context): HTMLElement {
  const { t, format, state } = context
  const figures = lift[state.outcome]
  const { ratio, low, high, enough, seen } = figures
  if (!enough || ratio === null || low === null || high === null) {
    return h('span', { class: 'quiet', 'data-testid': 'too-few' }, t.tooFew(seen, format.number(seen)))
  }
  const side = low > 1 ? 'is-up' : high < 1 ? 'is-down' : 'is-even'
  return h(
    'span',
    { class: `lift ${side}`, 'data-testid': 'lift', title: rates(figures, context) },
    whisker(ratio, low, high),
    h(
      'span',
      { class: 'lift-text' },
      h('strong', {}, format.ratio(ratio)),
      h('span', { class: 'quiet' }, ` ${t.lowToHigh(format.ratio(low), format.ratio(high))}`),
    ),
  )
}

/** The two shares behind the ratio. */
function rates({ seenRate, comparableRate }: LiftFigures, { t, format }: Context): string | null {
  if (seenRate === null || comparableRate === null) return null
  return t.rates(format.percent(seenRate), format.percent(comparableRate))
}

/** On a scale of powers: twice as often lies as far right as half as often lies left. */
function whisker(ratio: number, low: number, high: number): SVGElement {
  const { width, height, edge } = SIZE
  const x = (value: number) => {
    const share = Math.log(value / SCALE.low) / Math.log(SCALE.high / SCALE.low)
    return edge + Math.min(1, Math.max(0, share)) * (width - 2 * edge)
  }
  const y = height / 2
  return svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', class: 'whisker' },
    svg('line', { class: 'ground', x1: edge, x2: width - edge, y1: y, y2: y }),
    svg('line', { class: 'even', x1: x(1), x2: x(1), y1: 2, y2: height - 2 }),
    svg('line', { class: 'range', x1: x(Math.max(low, 1e-6)), x2: x(high), y1: y, y2: y }),
    svg('circle', { class: 'point', cx: x(Math.max(ratio, 1e-6)), cy: y, r: 5 }),
  )
}
