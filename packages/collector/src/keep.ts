import type { AssessmentForOwner, AssessmentSummary, UnixMs } from '@koopsignaal/protocol'
import { assess, empty, type Profile, yardstickOf } from '@koopsignaal/scoring'
import { advanceVisitor } from './advance-visitor.ts'
import { modelOf } from './models.ts'
import { visitorAsOf } from './questions/visitor.ts'
import type { Commit, CommitResult, Site, Store } from './storage/store.ts'

/** Whose assessment a request is answered with. */
export interface Asked {
  readonly site: string
  /** Null: nobody was recognised. */
  readonly visitor: string | null
  readonly at: UnixMs
  /** The owner's own server is told more than a page, and always something. */
  readonly by: 'page' | 'owner'
}

export type Assessed = AssessmentSummary | AssessmentForOwner | null

/** A commit with what its requests want to know when it is done: one message to the thread that writes, and one back. */
export interface Group extends Commit {
  readonly asked: readonly Asked[]
}

export interface GroupResult extends CommitResult {
  /** One for each of `asked`, in its order. */
  readonly assessed: readonly Assessed[]
}

/** @throws what `Store.commit` throws: nothing of the group was stored */
export type KeepGroup = (group: Group) => Promise<GroupResult>

/** Keeps groups in a store of this thread. */
export function keepIn(store: Store): KeepGroup {
  return async ({ events, drops, asked }) => {
    const { verdicts } = await store.commit({ events, drops }, advanceVisitor)
    const assessed: Assessed[] = []
    // The events are safe whatever becomes of the question: their senders must not hear that they are not.
    for (const one of asked) assessed.push(await assessedAt(store, one).catch(() => null))
    return { verdicts, assessed }
  }
}

async function assessedAt(store: Store, { site: id, visitor, at, by }: Asked): Promise<Assessed> {
  const site = await store.site(id)
  if (site === null) return null
  const stored = visitor === null ? null : await store.visitor({ site: id, visitor })
  const then = stored && (await visitorAsOf(store, site, stored, at))
  if (by === 'owner') return toOwnerAnswer(then?.profile ?? strangerAt(at, site), site, at)
  return then && toSummary(then.profile, site, at)
}

/** Somebody of whom nothing is known: the owner's server is always told where a visitor stands, also one who is only counted,
 *  was erased or is a program. */
function strangerAt(at: UnixMs, site: Site): Profile {
  const model = modelOf(site)
  return {
    yardstick: yardstickOf(model, model.base),
    peak: model.base,
    state: empty,
    last: { at, id: '' },
    axes: { waarom: 0, wat: 0, waar: 0 },
    koperUntil: null,
    zoekerUntil: null,
    deal: false,
  }
}

function toSummary(profile: Profile, site: Site, at: UnixMs): AssessmentSummary {
  const { segment, phase, score, confidence } = assess(profile, modelOf(site), at)
  return { segment, phase, score, confidence }
}

function toOwnerAnswer(profile: Profile, site: Site, at: UnixMs): AssessmentForOwner {
  const { segment, phase, score, confidence, now, later, calibrated, calibratedHeads } = assess(
    profile,
    modelOf(site),
    at,
  )
  const heads = { now: sixDecimals(now), later: sixDecimals(later) }
  return { segment, phase, score, confidence, ...heads, calibrated, calibratedHeads }
}

function sixDecimals(ratio: number): number {
  return Math.round(ratio * 1e6) / 1e6
}
