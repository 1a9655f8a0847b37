/** `node bench/forecast.ts <folder>`: how well the days to come are told from 28 days of the past and from more, on the visits of a recorded guide,
 *  thinned to as few as a site has conversions; writes bench/results/<date>-forecast.md. */
import { groupOf, historiesOf, visitsOf } from '@koopsignaal/learning'
import { DAY } from '@koopsignaal/protocol'
import { intervalOf } from '../packages/collector/src/questions/forecast/count-interval.ts'
import {
  type DailySeries,
  expectDays,
  fitSeries,
  varianceAhead,
} from '../packages/collector/src/questions/forecast/series-model.ts'
import { readStreamFile } from './eval-streams.ts'
import { describeMachine, keepResult } from './machine.ts'

const [folder] = process.argv.slice(2)
const recorded = folder === undefined ? null : readStreamFile(folder, 'entree_dev.tsv.gz')
if (recorded === null) {
  console.error('Usage: node bench/forecast.ts <folder with entree_dev.tsv.gz>')
  process.exit(2)
}

/** One in so many visitors is followed, of each in as many ways as there are. */
const ONE_IN = [4, 12, 40] as const
const WAYS = 3
/** Forecasts begin so many days apart. */
const STEP = 28

const histories = historiesOf(recorded.map(({ event }) => event))
const starts = histories.flatMap((history) =>
  visitsOf(history).map(({ start }) => ({ visitor: history.visitor, day: Math.floor(start / DAY) })),
)
const first = starts.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY)
const days = starts.reduce((most, { day }) => Math.max(most, day), 0) - first + 1
// 1 January 1970 was a Thursday.
const weekdays = Array.from({ length: days }, (_, day) => (first + day + 4) % 7)

function countsOf(oneIn: number, way: number): readonly number[] {
  const counts = Array.from({ length: days }, () => 0)
  for (const { visitor, day } of starts) if (groupOf(visitor, oneIn) === way) counts[day - first]!++
  return counts
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

interface Trial {
  readonly fact: number
  readonly expected: number
  readonly naive: number
  readonly intervals: Readonly<Record<'0.8' | '0.95', { readonly low: number; readonly high: number }>>
}

function trialsOf(counts: readonly number[], past: number, ahead: number): readonly Trial[] {
  const trials: Trial[] = []
  for (let day = past; day + ahead <= counts.length; day += STEP) {
    const series: DailySeries = {
      counts: counts.slice(day - past, day),
      weekdays: weekdays.slice(day - past, day),
    }
    if (sum(series.counts) < 10) continue
    const model = fitSeries(series)
    const next = weekdays.slice(day, day + ahead)
    const expected = sum(expectDays(model, next))
    const total = { mean: expected, variance: varianceAhead(model, next) }
    trials.push({
      fact: sum(counts.slice(day, day + ahead)),
      expected,
      naive: sum(series.counts.slice(-ahead)),
      intervals: { '0.8': intervalOf(total, 0.8), '0.95': intervalOf(total, 0.95) },
    })
  }
  return trials
}

function line(past: number, ahead: number): string {
  const trials = ONE_IN.flatMap((oneIn) =>
    Array.from({ length: WAYS }, (_, way) => trialsOf(countsOf(oneIn, way), past, ahead)).flat(),
  )
  const mean = (read: (trial: Trial) => number): number => sum(trials.map(read)) / trials.length
  const within = (level: '0.8' | '0.95'): string => {
    const share = mean(({ fact, intervals }) =>
      Number(fact >= Math.floor(intervals[level].low) && fact <= Math.ceil(intervals[level].high)),
    )
    return `${(100 * share).toFixed(0)} %`
  }
  const widths = trials.map(
    ({ expected, intervals }) => (intervals['0.8'].high - intervals['0.8'].low) / expected,
  )
  const sorted = widths.toSorted((a, b) => a - b)
  return `| ${[
    past,
    ahead,
    trials.length,
    within('0.8'),
    within('0.95'),
    sorted[Math.floor(sorted.length / 2)]!.toFixed(2),
    sorted.at(-1)!.toFixed(2),
    mean(({ expected, fact }) => Math.abs(expected - fact)).toFixed(1),
    mean(({ naive, fact }) => Math.abs(naive - fact)).toFixed(1),
  ].join(' | ')} |`
}

const file = keepResult('forecast', [
  '# The days to come, told from the days before',
  '',
  ...describeMachine([]),
  '',
  `Visits to a restaurant guide (1996–1998), ${days} days; of one in ${ONE_IN.join(', one in ')} of its visitors, each in ${WAYS} ways, so that a day has as`,
  'few as a site has conversions. A forecast every 28 days, of what the days bring alone, without what is known of the visitors present.',
  'Width: of the 80 % interval, as a share of what is expected. Error: how far off on average, beside "as many as in as many days before".',
  '',
  '| learned from, days | ahead, days | forecasts | in the 80 % | in the 95 % | width, median | width, widest | error | error of as many as before |',
  '|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
  ...[7, 28].flatMap((ahead) => [28, 56, 112, 224].map((past) => line(past, ahead))),
])
console.log(`bench/results/${file}`)
