import type { JourneyAnswer, VisitorDetailAnswer } from '@koopsignaal/protocol'
import { chart } from '../../charts/chart.ts'
import { type ScorePoint, scoreLine } from '../../charts/score-line.ts'
import type { SiteContext } from '../../context.ts'
import { section } from '../../parts/section.ts'
import { asTable, figures } from '../../parts/table.ts'

const HEIGHT = 240

/** The score after each event of the journey, and how it will sink if nothing more happens. */
export function scoreCurve(
  { fading }: VisitorDetailAnswer,
  { visits }: JourneyAnswer,
  context: SiteContext,
): HTMLElement {
  const { t, format } = context
  const past = visits.flatMap(({ events }) => events).map((event) => toPoint(event, context))
  const ahead = fading.map((point) => toPoint(point, context))
  const last = ahead.at(-1) ?? past.at(-1)
  const label = t.curveLabel(format.number(past[0]?.score ?? 0), format.number(last?.score ?? 0))
  return section(
    { id: 'curve', title: t.curve, intro: t.curveIntro },
    chart({
      id: 'curve-chart',
      label,
      height: HEIGHT,
      option: (colours) =>
        scoreLine(
          past,
          ahead,
          { axis: (at) => format.shortDate(new Date(at).toISOString()), now: t.nowIs },
          colours,
        ),
    }),
    asTable(
      t.asTable,
      figures({
        caption: t.curve,
        rows: fading,
        columns: [
          { name: t.moment, cell: ({ at }) => format.dateTime(at) },
          { name: t.score, cell: ({ score }) => format.number(score) },
          { name: t.segment, cell: ({ segment }) => segment },
        ],
      }),
    ),
  )
}

function toPoint(
  { at, score, segment }: Pick<VisitorDetailAnswer['fading'][number], 'at' | 'score' | 'segment'>,
  { t, format }: SiteContext,
): ScorePoint {
  const text = [format.dateTime(at), `${t.score.toLowerCase()} ${format.number(score)}`, segment].join('\n')
  return { at: Date.parse(at), score, segment, text }
}
