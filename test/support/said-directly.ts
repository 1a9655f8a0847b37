import { type History, logitOfExample, momentsOf } from '@koopsignaal/learning'
import type { Ratio, Segment } from '@koopsignaal/protocol'
import {
  advance,
  assessPoints,
  featuresOf,
  type Head,
  type Model,
  type Profile,
  toChance,
} from '@koopsignaal/scoring'

/** What is said of a visitor just after an event. */
export interface Said {
  readonly now: Ratio
  readonly later: Ratio
  readonly segment: Segment
  readonly score: number
}

/** What a model says at every moment that is learned from, without a collector: as the evaluation reads moments.
 *  @returns by the id of the moment's event */
export function saidDirectly(history: History, model: Model): ReadonlyMap<string, Said> {
  const standings = new Map<string, Pick<Said, 'segment' | 'score'>>()
  let profile: Profile | null = null
  for (const event of history.events) {
    profile = advance(profile, event, model).profile
    const { segment, score } = assessPoints(profile, model, event.at)
    standings.set(event.id, { segment, score })
  }
  return new Map(
    momentsOf(history).map(({ event, state }) => {
      const features = featuresOf(state)
      const chance = (head: Head): Ratio => toChance(logitOfExample(head, { features }))
      return [event.id, { ...standings.get(event.id)!, now: chance(model.now), later: chance(model.later) }]
    }),
  )
}

/** How far what was answered is from what is said directly. */
export interface Distance {
  readonly compared: number
  /** The largest difference of a chance, the direct one rounded to six decimals as answers are. */
  readonly largest: number
  /** Answers with another segment or score. */
  readonly otherStanding: number
}

/** Compares every moment that is said something of directly with its answer.
 *  @throws RangeError for a moment without an answer */
export function distanceOf(direct: ReadonlyMap<string, Said>, answered: ReadonlyMap<string, Said>): Distance {
  let largest = 0
  let otherStanding = 0
  for (const [event, said] of direct) {
    const answer = answered.get(event)
    if (answer === undefined) throw new RangeError(`distanceOf: no answer to ${event}`)
    const apart = (name: 'now' | 'later'): number => Math.abs(answer[name] - sixDecimals(said[name]))
    largest = Math.max(largest, apart('now'), apart('later'))
    if (answer.segment !== said.segment || answer.score !== said.score) otherStanding++
  }
  return { compared: direct.size, largest, otherStanding }
}

function sixDecimals(chance: Ratio): number {
  return Number(chance.toFixed(6))
}
