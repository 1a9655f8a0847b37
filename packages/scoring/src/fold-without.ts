import type { Event } from '@koopsignaal/protocol'
import type { Model } from './model-type.ts'
import { advance, isLater, type Profile } from './profile.ts'
import { SIGNALS, type SignalName } from './signals.ts'

/** Who a visitor would have been without what a signal tells of: its history folded again without every event that raised the signal.
 *  A way in is another way in, so that page stays and only where it was come from goes.
 *  @param events  one visitor's, without those of bots, in any order
 *  @returns null when nothing is left
 *  Law: the signal is 0 in what comes out. */
export function foldWithout(signal: SignalName, events: readonly Event[], model: Model): Profile | null {
  let profile: Profile | null = null
  for (const event of events.toSorted((a, b) => (isLater(a, b) ? 1 : -1))) {
    const next: Profile = advance(profile, event, model).profile
    if (!raises(signal, profile, next)) profile = next
    else if (isEntry(signal)) profile = advance(profile, { ...event, source: null }, model).profile
  }
  return profile
}

/** Fading since the event before is no lowering. */
function raises(signal: SignalName, before: Profile | null, after: Profile): boolean {
  const { read } = SIGNALS[signal]
  const was = before === null ? 0 : read({ ...before.state, lastAt: after.state.lastAt })
  return read(after.state) > was + 1e-9
}

const isEntry = (signal: SignalName): boolean => signal === 'searchEntry' || signal === 'comparisonEntry'
