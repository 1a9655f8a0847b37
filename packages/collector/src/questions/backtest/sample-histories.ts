import { groupOf } from '@koopsignaal/learning'
import type { Event, Ratio } from '@koopsignaal/protocol'
import { isLater } from '@koopsignaal/scoring'

/** One visitor's events, in order of (at, id). */
export interface SampledHistory {
  readonly visitor: string
  readonly events: readonly Event[]
}

export interface HistorySample {
  readonly histories: readonly SampledHistory[]
  /** Of the site's visitors that was taken; each with all of its events. */
  readonly share: Ratio
}

/** Sorts events into histories and keeps within a number of events by letting go of half the visitors, as often as needed: what
 *  is left is whole histories of visitors picked by their name alone, so that rates are as of all.
 *  @param events  in any order; bots and those without a visitor are left out
 *  @param maxEvents  most that are held at any time; one visitor alone may go over it
 *  Laws: deterministic; the order of the events does not matter to who is kept. */
export function sampleHistories(events: Iterable<Event>, maxEvents: number): HistorySample {
  const byVisitor = new Map<string, Event[]>()
  let halvings = 0
  let held = 0
  const isKept = (visitor: string): boolean => groupOf(`backtest ${visitor}`, 2 ** halvings) === 0
  for (const event of events) {
    if (event.visitor === null || event.bot !== null || !isKept(event.visitor)) continue
    const own = byVisitor.get(event.visitor)
    if (own === undefined) byVisitor.set(event.visitor, [event])
    else own.push(event)
    held++
    while (held > maxEvents && byVisitor.size > 1 && halvings < MOST_HALVINGS) {
      halvings++
      for (const [visitor, gone] of byVisitor) {
        if (isKept(visitor)) continue
        byVisitor.delete(visitor)
        held -= gone.length
      }
    }
  }
  return {
    histories: [...byVisitor]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([visitor, own]) => ({ visitor, events: own.toSorted((a, b) => (isLater(a, b) ? 1 : -1)) })),
    share: 2 ** -halvings,
  }
}

/** Chosen: one visitor in a million. The groups of `groupOf` come out of 32 bits. */
const MOST_HALVINGS = 20
