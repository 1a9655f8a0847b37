import type { AskedAnswer, ComparedAnswer } from './answers-funnel.ts'
import type { Ratio } from './units.ts'
import type { Channel } from './words.ts'

/** What the channels report has a line for. */
export const CHANNEL_GROUPINGS = ['channel', 'source', 'campaign'] as const
export type ChannelGrouping = (typeof CHANNEL_GROUPINGS)[number]

/** How the credit for a conversion is shared among the touches before it.
 *  - `first`, `last`: all to the first, the last touch. `linear`: every touch the same.
 *  - `markov`: by removal effect: how many conversions would be missed if nobody passed here, in a chain of first order. */
export const ATTRIBUTIONS = ['first', 'last', 'linear', 'markov'] as const
export type Attribution = (typeof ATTRIBUTIONS)[number]

/** An amount in one currency; null: none was told. */
export interface MoneyAnswer {
  readonly currency: string | null
  readonly amount: number
}

export interface ChannelFigures {
  /** Visits of the period that came this way, and the visitors who made them. */
  readonly visits: number
  readonly visitors: number
  /** These visitors by the highest segment they were in during that visit or a later one of the period: they add up. */
  readonly passanten: number
  readonly zoekers: number
  readonly kopers: number
  /** Conversions of the period credited to it by the attribution asked for; with a fraction where credit is shared. */
  readonly conversions: number
  /** Of these, a visitor's first ever. */
  readonly newCustomers: number
  /** Worth of the conversions credited, in the answer's currency; null without one. */
  readonly value: number | null
  /** Null where costs cannot be told apart: see the answer's notes. */
  readonly cost: number | null
  readonly costPerKoper: number | null
  readonly costPerConversion: number | null
  readonly costPerNewCustomer: number | null
}

export interface ChannelRowAnswer extends ChannelFigures {
  /** Null: visits of which nothing tells where they came from, and conversions without any touch. */
  readonly channel: Channel | null
  /** Null when grouped more coarsely, and where it is not known. */
  readonly source: string | null
  readonly campaign: string | null
  /** How journeys name it. */
  readonly label: string
  /** Conversions credited by each model; over all lines each comes to the total. */
  readonly credits: Readonly<Record<Attribution, number>>
  /** Worth of the conversions credited, by currency. */
  readonly values: readonly MoneyAnswer[]
  readonly previous: ChannelFigures | null
}

/** Visitors who went from one touch to the next: a band of a Sankey picture. */
export interface ChannelLinkAnswer {
  /** Which touch `from` was of the journey: 1 is the first. */
  readonly position: number
  readonly from: string
  /** Null when the journey ended there; `ended` says how. */
  readonly to: string | null
  readonly ended: 'converted' | 'left' | null
  readonly visitors: number
}

export interface ChannelPathAnswer {
  /** Labels; the same touch twice running stands once. */
  readonly touches: readonly string[]
  readonly visitors: number
  /** Of these visitors, who converted in the period. */
  readonly converted: number
  readonly conversionRate: Ratio
}

export interface ChannelsAnswer extends AskedAnswer {
  readonly comparedWith: ComparedAnswer | null
  readonly by: ChannelGrouping
  readonly attribution: Attribution
  /** What `value` and `cost` are in: the site's, else the only one that occurs. */
  readonly currency: string | null
  readonly totals: ChannelFigures & {
    readonly values: readonly MoneyAnswer[]
    readonly previous: ChannelFigures | null
  }
  /** The most visitors first, unless asked otherwise. */
  readonly channels: readonly ChannelRowAnswer[]
  readonly next: string | null
  readonly paths: readonly ChannelPathAnswer[]
  readonly links: readonly ChannelLinkAnswer[]
  readonly notes: readonly string[]
}

/** What was spent, evenly over the days from `from` up to and with `to` (dates in the site's time zone). */
export interface CostAnswer {
  readonly from: string
  readonly to: string
  readonly channel: Channel
  readonly source: string | null
  readonly campaign: string | null
  readonly amount: number
  /** ISO 4217. */
  readonly currency: string
}

export interface CostsAnswer {
  readonly costs: readonly CostAnswer[]
  readonly next: string | null
}

/** How many lines were kept, or removed. */
export interface CostsChangedAnswer {
  readonly changed: number
}
