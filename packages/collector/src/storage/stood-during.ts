import { SEGMENTS, type UnixMs } from '@koopsignaal/protocol'
import type { Census } from './census-port.ts'

/** What a visitor stood in at some moment of a stretch of time, both ends included, by the timeline. Bit i: in the i-th segment; bit
 *  3 + i: in the i-th phase. Other than the `stood` of a visit it does not end at a conversion: whoever bought at once was no koper
 *  before it, and is one after. */
export type StoodDuring = (visitor: number, from: UnixMs, to: UnixMs) => number

export function createStoodDuring({ visitors, spans }: Census): StoodDuring {
  const { start, end } = visitors.spans
  const { from: since, until, standing } = spans
  return (visitor, from, to) => {
    let mask = 0
    for (let i = end[visitor]! - 1; i >= start[visitor]!; i--) {
      if (since[i]! > to) continue
      if (until[i]! <= from) break
      mask |= (1 << (standing[i]! >> 3)) | (1 << (SEGMENTS.length + (standing[i]! & 7)))
    }
    return mask
  }
}
