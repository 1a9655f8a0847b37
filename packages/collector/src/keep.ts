import type { AssessmentForOwner, AssessmentSummary, UnixMs } from '@koopsignaal/protocol'
import { assess, empty, type Profile, summarize, yardstickOf } from '@koopsignaal/scoring'
import { advanceVisitor } from './advance-visitor.ts'
import { modelOf } from './models.ts'
import { isAsOf, visitorAsOf } from './questions/visitor.ts'
import type { Advance, Commit, CommitResult, Site, Store } from './storage/store.ts'

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
    const made = new Made(asked)
    const { verdicts } = await store.commit({ events, drops }, made.advance)
    const assessed: Assessed[] = []
    // The events are safe whatever becomes of the question: their senders must not hear that they are not.
    for (const one of asked) assessed.push(await assessedAt(store, one, made).catch(() => null))
    return { verdicts, assessed }
  }
}

interface Then {
  readonly site: Site
  readonly profile: Profile | null
}

/** What a commit makes of those who ask: nearly all of them have just sent an event, and need not be looked up again. */
class Made {
  /** By visitor; null until the commit has come to them. */
  readonly #asking: Map<string, Then | null>

  constructor(asked: readonly Asked[]) {
    this.#asking = new Map(asked.flatMap(({ visitor }) => (visitor === null ? [] : [[visitor, null]])))
  }

  readonly advance: Advance = (site, stored, fresh) => {
    const change = advanceVisitor(site, stored, fresh)
    const visitor = fresh[0]!.visitor
    if (change !== 'needs_history' && visitor !== null && this.#asking.has(visitor))
      this.#asking.set(visitor, { site, profile: change.profile })
    return change
  }

  /** @returns null when somebody has to be looked up: another site's visitor may have the same id, and an event may have come that
   *    is later than what is asked */
  of({ site, visitor, at }: Asked): Then | null {
    const then = visitor === null ? null : this.#asking.get(visitor)
    if (!then || then.site.id !== site || then.profile === null) return null
    return isAsOf({ profile: then.profile }, then.site, at) ? then : null
  }
}

async function assessedAt(store: Store, asked: Asked, made: Made): Promise<Assessed> {
  const then = made.of(asked) ?? (await lookUp(store, asked))
  if (then === null) return null
  const { site, profile } = then
  if (asked.by === 'owner') return toOwnerAnswer(profile ?? strangerAt(asked.at, site), site, asked.at)
  return profile && summarize(profile, modelOf(site), asked.at)
}

async function lookUp(store: Store, { site: id, visitor, at }: Asked): Promise<Then | null> {
  const site = await store.site(id)
  if (site === null) return null
  const stored = visitor === null ? null : await store.visitor({ site: id, visitor })
  const then = stored && (await visitorAsOf(store, site, stored, at))
  return { site, profile: then?.profile ?? null }
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
