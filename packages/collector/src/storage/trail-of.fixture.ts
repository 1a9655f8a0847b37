import { PHASES, SEGMENTS } from '@koopsignaal/protocol'
import type { Census, Ranges, Trail } from './store.ts'

/** What a census knows of one visitor, in words. */
export function trailOf(census: Census, visitor: number): Trail {
  const { visitors, visits, spans, conversions, names } = census
  const rowsOf = ({ start, end }: Ranges): readonly number[] =>
    Array.from({ length: end[visitor]! - start[visitor]! }, (_, i) => start[visitor]! + i)
  return {
    visits: rowsOf(visitors.visits).map((i) => ({
      from: visits.from[i]!,
      to: visits.to[i]!,
      segments: SEGMENTS.filter((_, bit) => (visits.stood[i]! >> bit) & 1),
      phases: PHASES.filter((_, bit) => (visits.stood[i]! >> (SEGMENTS.length + bit)) & 1),
      source: names.sources[visits.source[i]!]!,
    })),
    spans: rowsOf(visitors.spans).map((i) => ({
      from: spans.from[i]!,
      until: spans.until[i] === Number.POSITIVE_INFINITY ? null : spans.until[i]!,
      segment: SEGMENTS[spans.standing[i]! >> 3]!,
      phase: PHASES[spans.standing[i]! & 7]!,
    })),
    conversions: rowsOf(visitors.conversions).map((i) => ({
      at: conversions.at[i]!,
      name: names.texts[conversions.name[i]!]!,
      value: Number.isNaN(conversions.value[i]!) ? null : conversions.value[i]!,
      currency: names.texts[conversions.currency[i]!]!,
    })),
  }
}
