/** Nine ways of following what days bring, each tried over all of the past, as docs/reports.md describes them. */

export interface PlainDay {
  readonly count: number
  /** 0 to 6. */
  readonly weekday: number
}
interface Followed {
  readonly level: number
  readonly trend: number
}
export interface PlainWay {
  /** How much it weighs among the nine. */
  readonly share: number
  /** Variance of a day by its mean. */
  readonly dispersion: number
  /** What each of the days to come brings. */
  readonly expect: (weekdays: readonly number[]) => readonly number[]
  /** Of the sum of the days after the first, of which these are the means. */
  readonly varianceOf: (means: readonly number[]) => number
}

/** A trend has nine tenths of its strength left a day later. */
const LEFT = 0.9
const SPEEDS = [0.02, 0.05, 0.1]
const TRENDS = [0, 0.02, 0.1]
/** How many natural logarithms less likely a fast level and a lasting trend are, before any day is seen. */
const DOUBTS = { speed: [0, 0.5, 1.5], trend: [0, 2, 4] }

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

export function plainWays(days: readonly PlainDay[]): readonly PlainWay[] {
  const factors = weekOf(days.slice(-84))
  const tried = SPEEDS.flatMap((speed, i) =>
    TRENDS.map((trend, j) => ({
      speed,
      // A trend follows its own share of what the level follows.
      trend: speed * trend,
      doubt: DOUBTS.speed[i]! + DOUBTS.trend[j]!,
      ...follow(days, factors, { speed, trend: speed * trend }),
    })),
  )
  const scatter = Math.max(1e-9, Math.min(...tried.map(({ squares }) => squares)) / days.length)
  const weights = tried.map(({ squares, doubt }) =>
    Math.exp(-(squares - scatter * days.length) / (2 * scatter) - doubt),
  )
  return tried.map(({ speed, trend, dispersion, at }, i) => ({
    share: weights[i]! / sum(weights),
    dispersion,
    expect: (weekdays) =>
      ahead(at, weekdays.length).map((one, day) => Math.max(0, one) * factors[weekdays[day]!]!),
    varianceOf: (means) =>
      sum(
        means.map(
          (one, day) => dispersion * Math.max(one, 0.05) * echo({ speed, trend }, day, means.length) ** 2,
        ),
      ),
  }))
}

/** How much each day of the week differs, pulled towards none by two weeks of days alike; they average 1. */
function weekOf(days: readonly PlainDay[]): readonly number[] {
  const usual = sum(days.map(({ count }) => count)) / days.length
  const raw = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
    const own = days.filter((day) => day.weekday === weekday).map(({ count }) => count)
    return usual === 0 ? 1 : (sum(own) + 14 * usual) / (own.length + 14) / usual
  })
  return raw.map((factor) => (7 * factor) / sum(raw))
}

/** Goes through the days one by one, expecting each from those before it. */
function follow(
  days: readonly PlainDay[],
  factors: readonly number[],
  { speed, trend }: { readonly speed: number; readonly trend: number },
) {
  const first = days.slice(0, 14).map(({ count }) => count)
  let at: Followed = { level: sum(first) / first.length, trend: 0 }
  const missed = days.map(({ count, weekday }) => {
    const usual = Math.max(0, at.level + LEFT * at.trend)
    const miss = count / factors[weekday]! - usual
    at = { level: Math.max(0, usual + speed * miss), trend: LEFT * at.trend + trend * miss }
    return { mean: usual * factors[weekday]!, by: count - usual * factors[weekday]! }
  })
  const judged = missed.slice(Math.max(14, days.length - 84))
  const scatter =
    sum(judged.map(({ mean, by }) => by ** 2 / Math.max(0.05, mean))) / Math.max(1, judged.length)
  return {
    at,
    squares: sum(missed.map(({ by }) => by ** 2)),
    // Chance alone makes it 1.
    dispersion: Math.max(1, scatter),
  }
}

/** The level of each day to come: the trend goes on, weaker each day. */
function ahead({ level, trend }: Followed, days: number): readonly number[] {
  let [now, step] = [level, trend]
  return Array.from({ length: days }, () => {
    step *= LEFT
    now += step
    return now
  })
}

/** What one conversion more on a day does to the sum of the days from the second to the last: itself, and what is expected of the days after. */
function echo(
  { speed, trend }: { readonly speed: number; readonly trend: number },
  day: number,
  days: number,
): number {
  const later = ahead({ level: speed, trend }, days - day - 1)
  return day === 0 ? sum(later) : 1 + sum(later)
}
