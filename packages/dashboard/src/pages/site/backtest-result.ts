import {
  type BacktestAnswer,
  type BacktestHeadAnswer,
  type BacktestSideAnswer,
  HEAD_NAMES,
  type HeadName,
} from '@koopsignaal/protocol'
import { calibration } from '../../charts/calibration.ts'
import { chart } from '../../charts/chart.ts'
import type { SiteContext } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { asTable, figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'

const HEIGHT = 280

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
    heads(answer, context),
    ...HEAD_NAMES.flatMap((head) => plot(head, answer, context)),
  ]
}

function moved(
  { moved: all, examples }: BacktestAnswer,
  { t, format, language, link }: SiteContext,
): readonly Child[] {
  if (all.length === 0) return [h('p', { 'data-testid': 'backtest-nobody' }, t.nobodyElse)]
  const segment = (name: string) => nameOf('segment', name, language)
  return [
    figures({
      caption: t.movedTitle,
      rowId: 'moved-row',
      rows: all,
      columns: [
        { name: t.movedFrom, cell: ({ from }) => segment(from) },
        { name: t.movedTo, isText: true, cell: ({ to }) => segment(to) },
        { name: t.count, cell: ({ visitors }) => format.number(visitors) },
      ],
    }),
    examples.length > 0 &&
      asTable(
        t.movedExamples,
        figures({
          caption: t.movedExamples,
          rows: examples,
          columns: [
            {
              name: t.movedWho,
              cell: ({ id }) => h('a', { href: link({ visitor: id }) }, h('code', {}, id)),
            },
            { name: t.movedFrom, isText: true, cell: ({ from }) => segment(from) },
            { name: t.movedTo, isText: true, cell: ({ to }) => segment(to) },
            { name: t.scoreThen, cell: ({ score }) => format.number(score) },
            { name: t.scoreOther, cell: ({ otherScore }) => format.number(otherScore) },
          ],
        }),
      ),
  ]
}

function segments({ present, other }: BacktestAnswer, { t, format, language }: SiteContext): HTMLElement {
  const rate = (value: number | null) => (value === null ? '–' : format.percent(value))
  return figures({
    caption: t.segmentsBefore,
    rowId: 'backtest-segment',
    rows: present.segments.map((before, i) => ({ before, after: other.segments[i]! })),
    columns: [
      { name: t.segment, cell: ({ before }) => nameOf('segment', before.segment, language) },
      { name: `${t.visitsIn}: ${t.asItIs}`, cell: ({ before }) => format.number(before.visits) },
      { name: t.withChange, cell: ({ after }) => format.number(after.visits) },
      { name: `${t.ofWhichConverted}: ${t.asItIs}`, cell: ({ before }) => rate(before.conversionRate) },
      { name: t.withChange, cell: ({ after }) => rate(after.conversionRate) },
    ],
  })
}

/** Both models' two chances, a row each. */
function heads(answer: BacktestAnswer, { t, format, language }: SiteContext): HTMLElement {
  const rows = HEAD_NAMES.flatMap((head) =>
    sides(answer).map(({ side, name }) => ({ name, side: side.model, one: headOf(side, head) })),
  )
  const figure = (
    one: BacktestHeadAnswer,
    show: (figures: NonNullable<BacktestHeadAnswer['figures']>) => string,
  ) => (one.figures === null ? t.cannotTell : show(one.figures))
  const names = { present: t.asItIs, other: t.withChange }
  return figures({
    caption: t.figuresBefore,
    rowId: 'backtest-head',
    rows,
    columns: [
      { name: t.chance, cell: ({ one }) => nameOf('head', one.head, language) },
      {
        name: t.model1,
        isText: true,
        cell: ({ name, side }) => h('span', {}, `${names[name]} `, h('code', {}, side)),
      },
      { name: t.tellsApart, cell: ({ one }) => figure(one, ({ auc }) => format.auc(auc)) },
      { name: t.topTenth, cell: ({ one }) => figure(one, ({ lift }) => format.ratio(lift)) },
      { name: t.offBy, cell: ({ one }) => figure(one, (f) => format.percent(f.calibrationError)) },
    ],
  })
}

/** What was said against what came true; nothing where nothing can be told yet. */
function plot(head: HeadName, answer: BacktestAnswer, context: SiteContext): readonly Child[] {
  const { t, format, language } = context
  const names = { present: t.asItIs, other: t.withChange }
  const series = sides(answer).map(({ side, name }) => ({ name: names[name], bins: headOf(side, head).bins }))
  if (series.every(({ bins }) => bins.length === 0)) return []
  const said = nameOf('head', head, language)
  const lines = series.map(({ name, bins }) => ({
    name,
    points: bins.map((bin) => ({
      ...bin,
      text: `${name}\n${t.said} ${format.percent(bin.said)}, ${t.cameTrue.toLowerCase()} ${format.percent(bin.seen)}`,
    })),
  }))
  return [
    h('h3', { class: 'after' }, t.calibrationTitle(said)),
    h('p', { class: 'quiet' }, t.calibrationIntro),
    chart({
      id: `calibration-${head}`,
      label: t.calibrationLabel(said),
      height: HEIGHT,
      option: (colours) => calibration(lines, format.percent, colours),
    }),
    asTable(
      t.asTable,
      figures({
        caption: t.calibrationTitle(said),
        rowId: `calibration-${head}-row`,
        rows: series.flatMap(({ name, bins }) => bins.map((bin) => ({ name, ...bin }))),
        columns: [
          { name: t.model1, cell: ({ name }) => name },
          { name: t.said, cell: (bin) => format.percent(bin.said) },
          { name: t.cameTrue, cell: (bin) => format.percent(bin.seen) },
          { name: t.visitsIn, cell: ({ visits }) => format.number(visits) },
        ],
      }),
    ),
  ]
}

function sides({
  present,
  other,
}: BacktestAnswer): readonly { name: 'present' | 'other'; side: BacktestSideAnswer }[] {
  return [
    { name: 'present', side: present },
    { name: 'other', side: other },
  ]
}

function headOf({ heads: all }: BacktestSideAnswer, head: HeadName): BacktestHeadAnswer {
  return all.find((one) => one.head === head) ?? { head, calibrated: false, figures: null, bins: [] }
}
