import type {
  ChannelFigures,
  ChannelRowAnswer,
  ChannelsAnswer,
  ForecastAnswer,
  FunnelAnswer,
  FunnelFigures,
  FunnelStepAnswer,
  SegmentFigures,
  SegmentsAnswer,
} from '@koopsignaal/protocol'
import type { Columns } from '../csv.ts'
import type { Lines } from './negotiate.ts'

/** Reports as flat lines, for who asks for CSV or NDJSON: what a spreadsheet or a data warehouse takes. */

/** The same columns of what is compared with, by their names there. */
function previousOf<Line extends { readonly previous: Figures | null }, Figures>(
  columns: Columns<Figures>,
): Columns<Line> {
  return columns.map(([name, read]) => [
    `previous${name[0]!.toUpperCase()}${name.slice(1)}`,
    ({ previous }) => (previous === null ? null : read(previous)),
  ])
}

const SEGMENT_FIGURES: Columns<SegmentFigures> = [
  ['visitors', (line) => line.visitors],
  ['reached', (line) => line.reached],
  ['visits', (line) => line.visits],
  ['conversions', (line) => line.conversions],
  ['conversionRate', (line) => line.conversionRate],
]

interface SegmentLine extends SegmentFigures {
  readonly by: 'segment' | 'phase'
  readonly name: string
  readonly previous: SegmentFigures | null
}

/** A line for each segment, then one for each phase: either half counts everybody. */
export function segmentLines({ segments, phases }: SegmentsAnswer): Lines<SegmentLine> {
  return {
    items: [
      ...segments.map(({ segment, ...line }) => ({ by: 'segment', name: segment, ...line }) as const),
      ...phases.map(({ phase, ...line }) => ({ by: 'phase', name: phase, ...line }) as const),
    ],
    columns: [
      ['by', (line) => line.by],
      ['name', (line) => line.name],
      ...SEGMENT_FIGURES,
      ...previousOf(SEGMENT_FIGURES),
    ],
  }
}

const FUNNEL_FIGURES: Columns<FunnelFigures> = [
  ['reached', (line) => line.reached],
  ['wentOn', (line) => line.wentOn],
  ['lost', (line) => line.lost],
  ['underWay', (line) => line.underWay],
  ['conversionRate', (line) => line.conversionRate],
  ['low', (line) => line.interval?.low ?? null],
  ['high', (line) => line.interval?.high ?? null],
  ['quartile1Ms', (line) => line.timeToNext?.quartile1Ms ?? null],
  ['medianMs', (line) => line.timeToNext?.medianMs ?? null],
  ['quartile3Ms', (line) => line.timeToNext?.quartile3Ms ?? null],
]

/** A line for each phase. */
export function funnelLines({ steps }: FunnelAnswer): Lines<FunnelStepAnswer> {
  return {
    items: steps,
    columns: [
      ['phase', (line) => line.phase],
      ['next', (line) => line.next],
      ...FUNNEL_FIGURES,
      ...previousOf(FUNNEL_FIGURES),
    ],
  }
}

const CHANNEL_FIGURES: Columns<ChannelFigures> = [
  ['visits', (line) => line.visits],
  ['visitors', (line) => line.visitors],
  ['passanten', (line) => line.passanten],
  ['zoekers', (line) => line.zoekers],
  ['kopers', (line) => line.kopers],
  ['conversions', (line) => line.conversions],
  ['newCustomers', (line) => line.newCustomers],
  ['value', (line) => line.value],
  ['cost', (line) => line.cost],
  ['costPerKoper', (line) => line.costPerKoper],
  ['costPerConversion', (line) => line.costPerConversion],
  ['costPerNewCustomer', (line) => line.costPerNewCustomer],
]

/** A line for each channel, source or campaign. */
export function channelLines({ channels, next }: ChannelsAnswer): Lines<ChannelRowAnswer> {
  return {
    next,
    items: channels,
    columns: [
      ['channel', (line) => line.channel],
      ['source', (line) => line.source],
      ['campaign', (line) => line.campaign],
      ...CHANNEL_FIGURES,
      ['label', (line) => line.label],
      ['first', (line) => line.credits.first],
      ['last', (line) => line.credits.last],
      ['linear', (line) => line.credits.linear],
      ['markov', (line) => line.credits.markov],
      [
        'values',
        ({ values }) => values.map(({ currency, amount }) => `${amount} ${currency ?? ''}`.trim()).join('; '),
      ],
      ...previousOf(CHANNEL_FIGURES),
    ],
  }
}

/** A line for each day to come. */
export function forecastLines({ series }: ForecastAnswer): Lines<ForecastAnswer['series'][number]> {
  return {
    items: series,
    columns: [
      ['day', (line) => line.day],
      ['expected', (line) => line.expected],
      ['low', (line) => line.low],
      ['high', (line) => line.high],
    ],
  }
}
