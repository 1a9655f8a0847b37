import type { DurationMs, UnixMs } from '@koopsignaal/protocol'
import { advance, type Model, type Profile, rawScore } from '@koopsignaal/scoring'
import { examplesOf, type Question } from './examples-of.ts'
import { type History, momentsOf } from './moments.ts'

/** One event of a visitor: the score it found, the score it left, and what became of the visit. */
export interface WalkStep {
  readonly at: UnixMs
  /** Unrounded score just before the event, faded since the one before. */
  readonly before: number
  /** Unrounded score just after it. */
  readonly after: number
  /** Null where nothing is asked: after a visit's first conversion, or while the answer is still open. */
  readonly label: 0 | 1 | null
  /** 1 / (moments in the visit); 0 where nothing is asked. */
  readonly weight: number
}

/** A visitor's way through the scores of one model, whatever its borders. */
export interface Walk {
  readonly visitor: string
  readonly steps: readonly WalkStep[]
}

/** Walks every history through a model once, so that borders can be tried without scoring anything again.
 *  @param question  what the labels answer */
export function walksOf(
  histories: readonly History[],
  model: Model,
  question: Question,
  until: UnixMs,
): readonly Walk[] {
  return histories.map((history) => walkOf(history, model, question, until))
}

function walkOf(history: History, model: Model, question: Question, until: UnixMs): Walk {
  const asked = examplesOf([history], question, until)
  // Examples are the first of the moments in order of time: only windows at the end are open.
  const answers = new Map(momentsOf(history).map(({ event }, i) => [event.id, asked[i]]))
  let profile: Profile | null = null
  const steps = history.events.map((event): WalkStep => {
    const before = profile === null ? model.base : scoreAt(profile, event.at - profile.last.at, model)
    profile = advance(profile, event, model).profile
    const answer = answers.get(event.id)
    return {
      at: event.at,
      before,
      after: scoreAt(profile, 0, model),
      label: answer?.label ?? null,
      weight: answer?.weight ?? 0,
    }
  })
  return { visitor: history.visitor, steps }
}

function scoreAt({ axes }: Profile, elapsed: DurationMs, model: Model): number {
  return rawScore(axes, elapsed, model)
}
