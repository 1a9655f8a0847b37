import { randomFrom } from '@koopsignaal/learning'
import { DAY, HOUR, type Ratio, SECOND, type UnixMs, type WireEvent } from '@koopsignaal/protocol'

/** Somebody in a made-up shop, with events in order of time. */
export interface Shopper {
  readonly id: string
  readonly events: readonly WireEvent[]
}

const FIRST: UnixMs = Date.UTC(2025, 2, 1)
/** Long enough for chances of coming back to be learned from closed windows. */
const SEASON = 150 * DAY

/** So many people, always the same, of whom those who keep coming back to one thing are likelier to buy, and those who were here often
 *  are likelier to return. */
export function shoppers(count: number): readonly Shopper[] {
  return Array.from({ length: count }, (_, n) => shopper(n))
}

function shopper(n: number): Shopper {
  const random = randomFrom(n + 1)
  const id = `shopper-${String(n).padStart(4, '0')}`
  const isRegular = random() < 0.4
  const events: WireEvent[] = []
  let start = FIRST + Math.floor(random() * SEASON)
  for (let visit = 0; visit === 0 || (visit < 8 && random() < (isRegular ? 0.7 : 0.15)); visit++) {
    events.push(...oneVisit(`${id}-${visit}`, start, random))
    start += Math.floor(DAY + random() * 9 * DAY)
  }
  return { id, events }
}

function oneVisit(name: string, start: UnixMs, random: () => Ratio): readonly WireEvent[] {
  const isDirected = random() < 0.35
  const events: WireEvent[] = []
  let at = start + Math.floor(random() * HOUR)
  const add = (event: Readonly<Record<string, string>>): void => {
    const id = `${name}-${String(events.length).padStart(2, '0')}`
    events.push({ ...event, id, at } as unknown as WireEvent)
    at += Math.floor((5 + random() * (isDirected ? 200 : 60)) * SECOND)
  }
  const looks = 1 + Math.floor(random() * 8)
  for (let look = 0; look < looks; look++) {
    const item = Math.floor(random() * (isDirected ? 2 : 40))
    add({ type: 'page_view', url: 'https://winkel.nl/', item: `item-${item}`, category: `kind-${item % 9}` })
    if (random() < (isDirected ? 0.3 : 0.1)) add({ type: 'cta_click', cta: 'cart' })
  }
  if (random() < (isDirected ? 0.35 : 0.06)) add({ type: 'conversion', name: 'order' })
  return events
}
