import type { LiveEvents, LiveTotals, LiveVisitor } from '@koopsignaal/protocol'

/** Who is on the site now, as far as the stream has told. */
export interface LiveState {
  readonly totals: LiveTotals
  /** The latest first. */
  readonly visitors: readonly LiveVisitor[]
}

/** Nobody. */
export const NOBODY: LiveState = {
  totals: { visitors: 0, unlisted: 0, passant: 0, zoeker: 0, koper: 0 },
  visitors: [],
}

/** One thing that the stream told. */
export type LiveChange = {
  readonly [Name in keyof LiveEvents]: { readonly name: Name; readonly data: LiveEvents[Name] }
}[keyof LiveEvents]

/** More than this nobody reads; the totals count the rest. */
const MOST = 200

/** The state after a change.
 *  Law: a visitor stands in the list at most once */
export function applyLive(state: LiveState, change: LiveChange): LiveState {
  switch (change.name) {
    case 'snapshot':
      return { totals: change.data.totals, visitors: change.data.visitors }
    case 'visitor':
      return { ...state, visitors: [change.data, ...without(state, change.data.id)].slice(0, MOST) }
    case 'left':
      return { ...state, visitors: without(state, change.data.id) }
    case 'totals':
      return { ...state, totals: change.data }
    default:
      // A newer collector may tell more than this page knows.
      change satisfies never
      return state
  }
}

/** Whether this change made somebody a koper who was none before: the one thing worth interrupting for. */
export function becameKoper(state: LiveState, change: LiveChange): LiveVisitor | null {
  if (change.name !== 'visitor' || change.data.segment !== 'koper') return null
  const before = state.visitors.find(({ id }) => id === change.data.id)
  return before?.segment === 'koper' ? null : change.data
}

function without({ visitors }: LiveState, id: string): readonly LiveVisitor[] {
  return visitors.filter((one) => one.id !== id)
}
