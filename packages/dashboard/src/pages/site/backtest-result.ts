import type { BacktestAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { shortId } from '../../parts/marks.ts'
import { asTable, figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'
import { backtestHeads } from './backtest-heads.ts'

/** Who would have come out otherwise, what it would have done to the figures, and whether chances came true. */
export function backtestResult(answer: BacktestAnswer, context: SiteContext): readonly Child[] {
  const { t, format } = context
  const { from, to, visitors, events, share } = answer
  if (from === null || to === null) return [h('p', { class: 'note' }, t.backtestNobody)]
  const span = [format.number(visitors), format.number(events), format.date(from), format.date(to)] as const
  return [
    h(
      'p',
      { class: 'note' },
      t.backtestOver(...span),
      share < 1 && ` ${t.backtestShare(format.percent(share))}`,
    ),
    h('h3', { class: 'after' }, t.movedTitle),
    ...moved(answer, context),
    h('h3', { class: 'after' }, t.segmentsBefore),
    segments(answer, context),
    h('h3', { class: 'after' }, t.figuresBefore),
    ...backtestHeads(answer, context),
  ]
}

function moved(answer: BacktestAnswer, context: SiteContext): readonly Child[] {
  const { t, format, language } = context
  if (answer.moved.length === 0) return [h('p', { 'data-testid': 'backtest-nobody' }, t.nobodyElse)]
  return [
    figures({
      caption: t.movedTitle,
      rowId: 'moved-row',
      rows: answer.moved,
      columns: [
        { name: t.movedFrom, cell: ({ from }) => nameOf('segment', from, language) },
        { name: t.movedTo, isText: true, cell: ({ to }) => nameOf('segment', to, language) },
        { name: t.visitors, cell: ({ visitors }) => format.number(visitors) },
      ],
    }),
    answer.examples.length > 0 && asTable(t.movedExamples, examples(answer, context)),
  ]
}

function examples(answer: BacktestAnswer, { t, format, language, link }: SiteContext): HTMLElement {
  return figures({
    caption: t.movedExamples,
    rows: answer.examples,
    columns: [
      {
        name: t.movedWho,
        cell: ({ id }) => h('a', { href: link({ visitor: id }) }, h('code', {}, shortId(id))),
      },
      { name: t.movedFrom, isText: true, cell: ({ from }) => nameOf('segment', from, language) },
      { name: t.movedTo, isText: true, cell: ({ to }) => nameOf('segment', to, language) },
      { name: t.scoreThen, cell: ({ score }) => format.number(score) },
      { name: t.scoreOther, cell: ({ otherScore }) => format.number(otherScore) },
    ],
  })
}

/** Each segment as it is and with the change. A phone shows every figure with its column's name before it, so that each says both
 *  what it is and of which side. */
function segments({ present, other }: BacktestAnswer, { t, format, language }: SiteContext): HTMLElement {
  const rows = present.segments.flatMap((before) => {
    const after = other.segments.find(({ segment }) => segment === before.segment)
    return after === undefined ? [] : [{ before, after }]
  })
  const rate = (value: number | null) => (value === null ? '–' : format.percent(value))
  const of = (figure: string, side: string) => `${figure}, ${side.toLowerCase()}`
  return figures({
    caption: t.segmentsBefore,
    rowId: 'backtest-segment',
    rows,
    columns: [
      { name: t.segment, cell: ({ before }) => nameOf('segment', before.segment, language) },
      { name: of(t.visitsIn, t.asItIs), cell: ({ before }) => format.number(before.visits) },
      { name: of(t.visitsIn, t.withChange), cell: ({ after }) => format.number(after.visits) },
      { name: of(t.ofWhichConverted, t.asItIs), cell: ({ before }) => rate(before.conversionRate) },
      { name: of(t.ofWhichConverted, t.withChange), cell: ({ after }) => rate(after.conversionRate) },
    ],
  })
}
