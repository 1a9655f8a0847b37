/** `node bench/eval-claim.ts`: how often made-up sites would be told percentages, by how far their chances are off; by the claim as it is
 *  decided, and by the latest period alone. Writes bench/results/<day>-claim.md. */
import {
  calibrationBound,
  claimOf,
  type MomentOutcome,
  PERIODS,
  randomFrom,
  TRUE_ENOUGH,
} from '@koopsignaal/learning'
import type { Ratio } from '@koopsignaal/protocol'
import { normalFrom } from '../packages/learning/src/fixtures.ts'
import { describeMachine, keepResult } from './machine.ts'

/** Sites made of each kind. */
const SITES = 60
/** How far a visitor's chances lie from another's, and a visit's from another of the visitor's, in log-odds. Chosen, as wide as in a shop. */
const SPREAD = { visitors: 0.27, visits: 0.36 } as const

interface Kind {
  readonly visits: number
  readonly baseRate: Ratio
  /** On average; many come once and a few often. */
  readonly visitsPerVisitor: number
  /** The share of what decides about a visit that all visits of a visitor have in common. */
  readonly alike: Ratio
}

const KINDS: readonly Kind[] = [
  { visits: 2_800, baseRate: 0.06, visitsPerVisitor: 2, alike: 0.1 },
  { visits: 5_600, baseRate: 0.24, visitsPerVisitor: 2, alike: 0.15 },
  { visits: 5_600, baseRate: 0.24, visitsPerVisitor: 17, alike: 0.15 },
  { visits: 22_000, baseRate: 0.16, visitsPerVisitor: 2, alike: 0.2 },
]

/** How far what comes true lies from what was said.
 *  @param period  0 is the first, of which nothing is said
 *  @param isHigh  whether more than the base rate was said */
type Off = (period: number, isHigh: boolean) => number

const OFFS: Readonly<Record<string, Off>> = {
  'nowhere off': () => 0,
  'off by 0.01': () => 0.01,
  'off by 0.02': () => 0.02,
  'off by 0.03': () => 0.03,
  'off by 0.03 up and down': (_period, isHigh) => (isHigh ? 0.03 : -0.03),
  'latest period off by 0.03': (period) => (period === PERIODS - 1 ? 0.03 : 0),
  'latest period off by 0.05': (period) => (period === PERIODS - 1 ? 0.05 : 0),
  'swings by 0.04, latest right': (period) => ({ 1: 0.04, 2: -0.04 })[period] ?? 0,
}

function siteOf(kind: Kind, off: Off, seed: number): readonly (readonly MomentOutcome[])[] {
  const random = randomFrom(seed)
  const normal = normalFrom(random)
  const base = Math.log(kind.baseRate / (1 - kind.baseRate))
  const periods: MomentOutcome[][] = Array.from({ length: PERIODS }, () => [])
  for (let visits = 0, v = 0; visits < kind.visits; v++) {
    const [leaning, fate] = [SPREAD.visitors * normal(), normal()]
    const own = Math.max(1, Math.round(-Math.log(1 - random()) * kind.visitsPerVisitor))
    for (let visit = 0; visit < own; visit++, visits++) {
      const score = 1 / (1 + Math.exp(-base - leaning - SPREAD.visits * normal()))
      const period = Math.floor(random() * PERIODS)
      const chance = score + off(period, score > kind.baseRate)
      const luck = Math.sqrt(kind.alike) * fate + Math.sqrt(1 - kind.alike) * normal()
      periods[period]!.push({
        visitor: `${v}`,
        score,
        label: shareBelow(luck) < chance ? 1 : 0,
        weight: 1,
        endsVisit: true,
      })
    }
  }
  return periods.slice(1)
}

/** Share of a standard normal below z. Source: K. Bowling et al. (2009), A logistic approximation to the cumulative normal distribution; within 0.0002. */
function shareBelow(z: number): Ratio {
  return 1 / (1 + Math.exp(-0.07056 * z ** 3 - 1.5976 * z))
}

const percent = (count: number): string => `${Math.round((100 * count) / SITES)} %`

function row(name: string, kind: Kind, off: Off): string {
  const sites = Array.from({ length: SITES }, (_, i) => siteOf(kind, off, i + 1))
  const claimed = sites.filter((site) => claimOf(site).comesTrue).length
  const byLatest = sites.filter((site) => calibrationBound(site.at(-1)!) <= TRUE_ENOUGH).length
  return `| ${name} | ${percent(claimed)} | ${percent(byLatest)} |`
}

const lines = [
  '# How often made-up sites would be told percentages',
  '',
  ...describeMachine([]),
  '',
  `${SITES} sites a row. What is said and what comes true are made up; nothing is learned. *Latest alone*: what decided before, the latest period`,
  'with its visits taken to be independent.',
  '',
  ...KINDS.flatMap((kind) => [
    `## ${kind.visits} visits, ${kind.visitsPerVisitor} a visitor, ${100 * kind.baseRate} % convert`,
    '',
    '| chances are | claim given | latest alone |',
    '|---|---:|---:|',
    ...Object.entries(OFFS).map(([name, off]) => row(name, kind, off)),
    '',
  ]),
]
console.log(lines.join('\n'))
keepResult('claim', lines)
