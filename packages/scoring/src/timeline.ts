import type { UnixMs } from '@koopsignaal/protocol'
import type { Span } from './standing.ts'

/** Replaces what a timeline says from `at` on; equal neighbours become one.
 *  @param timeline  in order of time, without overlap; only its last span is open
 *  @param spans  the first begins at `at`; empty: the timeline ends there
 *  Law: before `at` the result says what `timeline` said, from `at` on what `spans` say. */
export function splice(timeline: readonly Span[], at: UnixMs, spans: readonly Span[]): readonly Span[] {
  const kept = timeline
    .filter((span) => span.from < at)
    .map((span) => ({ ...span, until: Math.min(span.until ?? at, at) }))
  return coalesce([...kept, ...spans])
}

/** The span that holds at `at`; null before the first. */
export function spanAt(timeline: readonly Span[], at: UnixMs): Span | null {
  return timeline.find((span) => span.from <= at && (span.until === null || at < span.until)) ?? null
}

function coalesce(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const span of spans) {
    const last = result.at(-1)
    const continues =
      last !== undefined &&
      last.until === span.from &&
      last.segment === span.segment &&
      last.phase === span.phase
    if (continues) result[result.length - 1] = { ...last, until: span.until }
    else result.push(span)
  }
  return result
}
