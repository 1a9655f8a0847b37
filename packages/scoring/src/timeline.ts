import type { UnixMs } from '@koopsignaal/protocol'
import type { Span } from './standing.ts'

/** Replaces what a timeline says from `at` on; equal neighbours become one.
 *  @param timeline  in order of time, without overlap; only its last span is open
 *  @param spans  the first begins at `at`; empty: the timeline ends there
 *  Law: before `at` the result says what `timeline` said, from `at` on what `spans` say. */
export function splice(timeline: readonly Span[], at: UnixMs, spans: readonly Span[]): readonly Span[] {
  let end = timeline.length
  while (end > 0 && timeline[end - 1]!.from >= at) end--
  const result = timeline.slice(0, end)
  const last = result[end - 1]
  // What is before the last one ends where that begins.
  if (last !== undefined) result[end - 1] = { ...last, until: Math.min(last.until ?? at, at) }
  for (const span of spans) append(result, span)
  return result
}

function append(timeline: Span[], span: Span): void {
  const last = timeline.at(-1)
  const continues =
    last !== undefined &&
    last.until === span.from &&
    last.segment === span.segment &&
    last.phase === span.phase
  if (continues) timeline[timeline.length - 1] = { ...last, until: span.until }
  else timeline.push(span)
}

/** The span that holds at `at`; null before the first. */
export function spanAt(timeline: readonly Span[], at: UnixMs): Span | null {
  return timeline.find((span) => span.from <= at && (span.until === null || at < span.until)) ?? null
}
