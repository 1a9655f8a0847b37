import type { ContributionAnswer, VisitorDetailAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { h, meter } from '../../dom.ts'
import { term } from '../../parts/marks.ts'
import { roundToAddUp } from './add-up.ts'

/** The score as a sum that can be checked by hand. */
export function scoreSum(
  { base, against, contributions, score }: VisitorDetailAnswer,
  context: Context,
): HTMLElement {
  const { t, format } = context
  const heaviestFirst = contributions.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
  const [shownBase, ...shown] = roundToAddUp([base, ...heaviestFirst.map(({ points }) => points)])
  const raw = contributions.reduce((sum, { points }) => sum + points, base)
  const most = Math.max(1, ...contributions.map(({ points }) => Math.abs(points)))
  const rows = heaviestFirst.map((one, i) => row(one, shown[i]!, most, context))
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'sum', 'data-testid': 'score-sum' },
    h('h2', { id: 'sum' }, t.sumTitle),
    h('p', { class: 'intro' }, against === 'average' ? t.sumIntroAverage : t.sumIntro),
    h(
      'table',
      { class: 'figures sum' },
      h(
        'thead',
        {},
        h('tr', {}, ...[t.signal, t.axis, t.points].map((name) => h('th', { scope: 'col' }, name))),
      ),
      h('tbody', {}, baseRow(shownBase!, against, context), ...rows),
      h(
        'tfoot',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'row', colspan: 2 }, t.sum),
          h('td', { 'data-testid': 'sum-total' }, format.tenths(raw)),
        ),
      ),
    ),
    h('p', { class: 'quiet' }, t.asScore(format.number(score))),
  )
}

function baseRow(
  points: number,
  against: VisitorDetailAnswer['against'],
  { t, format }: Context,
): HTMLElement {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, against === 'average' ? t.baseAverage : t.base),
    h('td', {}, ''),
    h('td', { 'data-testid': 'sum-base' }, format.tenths(points)),
  )
}

function row(
  { text, axis, signal, points }: ContributionAnswer,
  shown: number,
  most: number,
  context: Context,
): HTMLElement {
  return h(
    'tr',
    { 'data-testid': 'contribution', 'data-signal': signal },
    h('th', { scope: 'row' }, text, meter(Math.abs(points) / most, points < 0 ? 'is-against' : 'is-for')),
    h('td', {}, term('axis', axis, context)),
    h('td', { class: points < 0 ? 'is-against' : null }, context.format.points(shown)),
  )
}
