import {
  type BacktestAnswer,
  type BacktestHeadAnswer,
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

/** One of the two models that are held against each other: as it is, or with the change. */
interface Side {
  readonly label: string
  readonly model: string
  readonly headOf: (name: HeadName) => BacktestHeadAnswer
}

/** How good both models' two chances were: in figures, and as said against come true. */
export function backtestHeads(answer: BacktestAnswer, context: SiteContext): readonly Child[] {
  const sides = sidesOf(answer, context)
  return [figuresOfHeads(sides, context), ...HEAD_NAMES.flatMap((name) => plot(name, sides, context))]
}

function sidesOf({ present, other }: BacktestAnswer, { t }: SiteContext): readonly Side[] {
  const side = (label: string, { model, heads }: BacktestAnswer['present']): Side => ({
    label,
    model,
    headOf: (name) =>
      heads.find(({ head }) => head === name) ?? { head: name, calibrated: false, figures: null, bins: [] },
  })
  return [side(t.asItIs, present), side(t.withChange, other)]
}

function figuresOfHeads(sides: readonly Side[], { t, format, language }: SiteContext): HTMLElement {
  const rows = HEAD_NAMES.flatMap((name) =>
    sides.map(({ label, model, headOf }) => ({ name, label, model, judged: headOf(name).figures })),
  )
  type Row = (typeof rows)[number]
  const figure = (show: (judged: NonNullable<Row['judged']>) => string) => (row: Row) =>
    row.judged === null ? t.cannotTell : show(row.judged)
  return figures({
    caption: t.figuresBefore,
    rowId: 'backtest-head',
    rows,
    columns: [
      { name: t.chance, cell: ({ name }) => nameOf('head', name, language) },
      {
        name: t.model,
        isText: true,
        cell: ({ label, model }) => h('span', {}, `${label} `, h('code', {}, model)),
      },
      { name: t.tellsApart, title: t.tellsApartMeans, cell: figure(({ auc }) => format.auc(auc)) },
      { name: t.topTenth, title: t.topTenthMeans, cell: figure(({ lift }) => format.ratio(lift)) },
      {
        name: t.offBy,
        title: t.offByMeans,
        cell: figure(({ calibrationError }) => format.percent(calibrationError)),
      },
    ],
  })
}

/** What was said against what came true; nothing where nothing can be told yet. */
function plot(name: HeadName, sides: readonly Side[], context: SiteContext): readonly Child[] {
  const { t, format, language } = context
  const bins = sides.flatMap(({ label, headOf }) => headOf(name).bins.map((bin) => ({ label, ...bin })))
  if (bins.length === 0) return []
  const head = nameOf('head', name, language)
  const lines = sides.map(({ label }) => ({
    name: label,
    points: bins
      .filter((bin) => bin.label === label)
      .map((bin) => ({ ...bin, text: pointText(bin, context) })),
  }))
  return [
    h('h3', { class: 'after' }, t.calibrationTitle(head)),
    h('p', { class: 'quiet' }, t.calibrationIntro),
    chart({
      id: `calibration-${name}`,
      label: t.calibrationLabel(head),
      height: HEIGHT,
      option: (colours) => calibration(lines, format.percent, colours),
    }),
    asTable(
      t.asTable,
      figures({
        caption: t.calibrationTitle(head),
        rowId: `calibration-${name}-row`,
        rows: bins,
        columns: [
          { name: t.model, cell: ({ label }) => label },
          { name: t.said, cell: ({ said }) => format.percent(said) },
          { name: t.cameTrue, cell: ({ seen }) => format.percent(seen) },
          { name: t.visitsIn, cell: ({ visits }) => format.number(visits) },
        ],
      }),
    ),
  ]
}

function pointText(
  { label, said, seen }: { readonly label: string; readonly said: number; readonly seen: number },
  { t, format }: SiteContext,
): string {
  return `${label}\n${t.said} ${format.percent(said)}, ${t.cameTrue.toLowerCase()} ${format.percent(seen)}`
}
