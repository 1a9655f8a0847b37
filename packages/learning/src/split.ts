import type { DurationMs, Ratio, UnixMs } from '@koopsignaal/protocol'
import type { Example } from './examples-of.ts'

export interface Split {
  readonly train: readonly Example[]
  readonly test: readonly Example[]
}

/** Which of `count` groups a visitor belongs to: always the same, and as good as random.
 *  Source: the 32-bit FNV-1a hash, its bits mixed once more. */
export function groupOf(visitor: string, count: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < visitor.length; i++) hash = Math.imul(hash ^ visitor.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) % count
}

/** Examples to learn from and examples to judge on, with no visitor and no time in both.
 *  @param cut  UnixMs where the judged time begins; what is learned from had its answer by then
 *  @param window  how long after a moment its answer is known
 *  @param fold  visitors of this group are judged on, all others are learned from
 *  @param folds  how many groups there are
 *  Law: over all folds every example from `cut` on is judged exactly once. */
export function splitByTimeAndVisitor(
  examples: readonly Example[],
  by: { readonly cut: UnixMs; readonly window: DurationMs; readonly fold: number; readonly folds: number },
): Split {
  const isJudged = ({ visitor }: Example): boolean => groupOf(visitor, by.folds) === by.fold
  return {
    train: examples.filter((example) => !isJudged(example) && example.at + by.window <= by.cut),
    test: examples.filter((example) => isJudged(example) && example.at >= by.cut),
  }
}

/** The moment from which on the latest `share` of the examples' weight lies.
 *  @throws RangeError without examples */
export function latestSlice(examples: readonly Example[], share: Ratio): UnixMs {
  const sorted = examples.toSorted((a, b) => b.at - a.at)
  let room = share * sorted.reduce((sum, { weight }) => sum + weight, 0)
  for (const { at, weight } of sorted) {
    room -= weight
    if (room <= 0) return at
  }
  throw new RangeError('latestSlice: at least one example is needed')
}
