import { DAY, type Event, MINUTE } from '@koopsignaal/protocol'
import { FEATURES } from '@koopsignaal/scoring'
import { event, MONDAY } from '../../scoring/src/fixtures.ts'
import { randomFrom } from './bootstrap.ts'
import type { Example } from './examples-of.ts'

/** Test material: visitors of whom the truth is known. */

export { event, MONDAY }

/** Close enough to a standard normal: twelve uniforms less six. */
export function normalFrom(random: () => number): () => number {
  return () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6)
}

const NOTHING = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Example['features']

/** An example with only what a test cares about. */
export function example(
  part: Partial<Omit<Example, 'features'>> & { features?: Partial<Example['features']> },
): Example {
  const label = part.label ?? 0
  return {
    visitor: 'visitor-1',
    at: MONDAY,
    label,
    target: label,
    weight: 1,
    endsVisit: true,
    ...part,
    features: { ...NOTHING, ...part.features },
  }
}

/** Examples of a logistic world: logit = −1 + 0.8 · focus − 0.5 · logViews, with noise features that mean nothing. */
export function knownWorld(count: number, seed: number): readonly Example[] {
  const random = randomFrom(seed)
  const normal = normalFrom(random)
  return Array.from({ length: count }, (_, index) => {
    const features = { focus: normal(), logViews: 2 + 3 * normal(), logElapsed: normal() }
    const logit = -1 + 0.8 * features.focus - (0.5 * (features.logViews - 2)) / 3
    return example({
      visitor: `visitor-${index % 500}`,
      at: MONDAY + index * MINUTE,
      features,
      label: random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0,
    })
  })
}

/** A shop where who keeps looking at one thing buys more often than who wanders; six weeks of visits.
 *  @param directedBuys  chance that a directed visit ends in an order; a wandering one does in 2 % */
export function shopOf(visitors: number, directedBuys: number, seed: number): readonly Event[] {
  const random = randomFrom(seed)
  const events: Event[] = []
  for (let v = 0; v < visitors; v++) {
    const visits = 1 + Math.floor(3 * random())
    const first = MONDAY + Math.floor(30 * random()) * DAY
    for (let n = 0; n < visits; n++) {
      const start = first + n * 3 * DAY + Math.floor(600 * random()) * MINUTE
      const isDirected = random() < 0.4
      const looks = 3 + Math.floor(4 * random())
      for (let look = 0; look < looks; look++) {
        const what = isDirected ? 'chair' : `thing-${look}`
        events.push(
          event({
            id: `event-${v}-${n}-${look}`,
            visitor: `visitor-${v}`,
            at: start + look * MINUTE,
            item: what,
            category: isDirected ? 'chairs' : `kind-${look}`,
          }),
        )
      }
      if (random() < (isDirected ? directedBuys : 0.02))
        events.push(
          event({
            id: `event-${v}-${n}-buy`,
            visitor: `visitor-${v}`,
            type: 'conversion',
            at: start + looks * MINUTE,
          }),
        )
    }
  }
  return events
}

/** What three kinds of visitors look at, how many of a hundred visitors are one, and of how many visits they order. */
const KINDS = [
  { from: 0, orders: 0.02, topics: ['list', 'item', 'terms', 'support'] },
  { from: 0.62, orders: 0.1, topics: ['problem', 'problem', 'solution', 'compare', 'list'] },
  { from: 0.93, orders: 0.5, topics: ['compare', 'price', 'proof', 'about', 'contact', 'checkout'] },
] as const

/** A shop of visitors who pass by, who look for something and who are about to order, one visit each; ten weeks. */
export function shopOfThree(visitors: number, seed: number): readonly Event[] {
  const random = randomFrom(seed)
  return Array.from({ length: visitors }, (_, v) => {
    const { orders, topics } = KINDS.findLast(({ from }) => from <= (v % 100) / 100)!
    const start = MONDAY + Math.floor(70 * random()) * DAY
    const looks = topics.map((topic, look) =>
      event({ id: `event-${v}-${look}`, visitor: `visitor-${v}`, at: start + look * MINUTE, topic }),
    )
    const at = start + topics.length * MINUTE
    const order = event({ id: `event-${v}-buy`, visitor: `visitor-${v}`, type: 'conversion', at })
    return random() < orders ? [...looks, order] : looks
  }).flat()
}
