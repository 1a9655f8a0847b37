import { CHANNELS } from '@koopsignaal/protocol'
import { kopersOf, type PlainPublic } from './plain-desk.ts'
import type { Period, plainLadder } from './plain-people.ts'

/** What the pages say in sentences about kopers and about where visitors are lost, reckoned from what docs/reports.md says of it. */

type Ladder = ReturnType<typeof plainLadder>
type Step = Ladder[number]

/** Chosen, as the docs say: fewer say nothing, nine in ten is no loss, a quarter more stands out. */
const [ENOUGH, NEARLY_ALL, CLEARLY] = [30, 0.9, 1.25]

const rateOf = ({ reached, wentOn }: Step) => wentOn / reached

/** The figures of the sentence about the bottleneck, as the sentence writes them; null where there is none.
 *  @param before  the ladder of the period compared with */
export function plainBottleneck(now: Ladder, before: Ladder | null): readonly number[] | null {
  const steps = now.slice(0, -1).flatMap((step, rank) => {
    if (step.reached < ENOUGH) return []
    const then = (before?.[rank]?.reached ?? 0) < ENOUGH ? null : before![rank]!
    const later = now.slice(rank + 1, -1).map((one) => (one.reached === 0 ? 0 : rateOf(one)))
    // What one more who goes on here comes to at the end of the ladder.
    const worth = later.reduce((left, one) => left * one, 1)
    const missed = then === null ? 0 : Math.max(0, rateOf(then) - rateOf(step)) * step.reached
    return [{ rank, step, then, worth, missed, cost: missed * worth }]
  })
  const losing = steps.filter(({ step }) => rateOf(step) <= NEARLY_ALL)
  const [worst] = losing
    .filter(({ step, then }) => then !== null && isBelow(step, then))
    .toSorted((a, b) => b.cost - a.cost || b.missed - a.missed)
  if (worst !== undefined)
    return [inPercent(rateOf(worst.step)), inPercent(rateOf(worst.then!)), inTenths(worst.cost)]
  const [steepest] = losing.filter(({ rank }) => rank > 0).toSorted((a, b) => rateOf(a.step) - rateOf(b.step))
  if (steepest === undefined) return null
  const others = steps.filter(({ rank }) => rank > 0 && rank !== steepest.rank).map(({ step }) => step)
  const reached = others.reduce((total, one) => total + one.reached, 0)
  const stayed = others.reduce((total, one) => total + one.reached - one.wentOn, 0)
  if (reached > 0 && 1 - rateOf(steepest.step) < (CLEARLY * stayed) / reached) return null
  return [inPercent(rateOf(steepest.step)), inTenths((steepest.step.reached / 100) * steepest.worth)]
}

/** Whether fewer go on than then, beyond chance: the upper end of the difference's 95 % interval lies below 0 (Newcombe 1998). */
function isBelow(now: Step, then: Step): boolean {
  const up = wilson(now, 1) - rateOf(now)
  const down = rateOf(then) - wilson(then, -1)
  return rateOf(now) - rateOf(then) + Math.sqrt(up ** 2 + down ** 2) < 0
}

/** One end of the 95 % interval of a share: where it lies that far from what was seen (Wilson 1927). */
function wilson({ reached, wentOn }: Step, side: 1 | -1): number {
  const z = 1.959963984540054
  const middle = wentOn + z ** 2 / 2
  const reach = z * Math.sqrt((wentOn * (reached - wentOn)) / reached + z ** 2 / 4)
  return (middle + side * reach) / (reached + z ** 2)
}

const inTenths = (number: number) => Math.round(number * 10) / 10
const inPercent = (share: number) => inTenths(share * 100)

/** How many were koper at some moment of a period, how many more or fewer than before, and how many of those came by the channel that
 *  changed most; null where as many were. */
export function plainChange(all: PlainPublic, period: Period, before: Period): readonly number[] | null {
  const [now, then] = [kopersOf(all, period), kopersOf(all, before)]
  const changes = CHANNELS.map((channel) => kopersOf(all, period, channel) - kopersOf(all, before, channel))
  const largest = Math.max(...changes.map((change) => Math.sign(now - then) * change))
  return now === then ? null : [now, Math.abs(now - then), largest]
}
