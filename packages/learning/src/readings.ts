import type { Ratio, UnixMs } from '@koopsignaal/protocol'
import {
  empty,
  fromEvent,
  KEEP_VISITS,
  merge,
  SIGNAL_NAMES,
  SIGNALS,
  type SignalName,
  trim,
  type VisitorState,
} from '@koopsignaal/scoring'
import { examplesOf, type Question } from './examples-of.ts'
import { type History, momentsOf } from './moments.ts'

/** One event of a visitor: what the signals said just after it, and what became of the visit. */
export interface Reading {
  readonly at: UnixMs
  /** Of each signal that said something. */
  readonly values: Readonly<Partial<Record<SignalName, number>>>
  /** Null where nothing is asked: after a visit's first conversion, or while the answer is still open. */
  readonly label: 0 | 1 | null
  /** What points are fitted to, in [0, 1]: the label, but for `visit`, where a conversion within the day in a later visit counts for a little,
   *  as it does for the chance. */
  readonly target: Ratio
  /** 1 / (moments in the visit); 0 where nothing is asked. */
  readonly weight: number
}

/** All of a visitor's events, in order. */
export interface Readings {
  readonly visitor: string
  readonly steps: readonly Reading[]
}

/** Reads every signal of every history once, so that points and borders can be tried without folding anything again.
 *  @param question  what the labels answer */
export function readingsOf(
  histories: readonly History[],
  question: Question,
  until: UnixMs,
): readonly Readings[] {
  return histories.map((history) => ({ visitor: history.visitor, steps: stepsOf(history, question, until) }))
}

function stepsOf(history: History, question: Question, until: UnixMs): readonly Reading[] {
  const asked = examplesOf([history], question, until)
  // Both windows are a day, so both ask about the same moments.
  const aims = question === 'visit' ? examplesOf([history], 'now', until) : asked
  // Examples are the first of the moments in order of time: only windows at the end are open.
  const answers = new Map(
    momentsOf(history).map(({ event }, i) => [event.id, { ...asked[i], target: aims[i]?.target }]),
  )
  let state = empty
  return history.events.map((event): Reading => {
    state = trim(merge(state, fromEvent(event)), event.at - KEEP_VISITS)
    const answer = answers.get(event.id)
    return {
      at: event.at,
      values: valuesOf(state),
      label: answer?.label ?? null,
      target: answer?.target ?? 0,
      weight: answer?.weight ?? 0,
    }
  })
}

function valuesOf(state: VisitorState): Reading['values'] {
  const values = SIGNAL_NAMES.map((name) => [name, SIGNALS[name].read(state)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== 0))
}
