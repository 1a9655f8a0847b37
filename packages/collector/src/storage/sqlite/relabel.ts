import { rescoringFor } from '@koopsignaal/scoring'
import type { RebuildOptions } from '../store.ts'
import type { Statements } from './prepared.ts'
import { type ProfileRow, relabelled, type SpanRow } from './rows.ts'

/** Says of a visitor that its rows are those of the present model as well, where the two models make the same of it: that takes a small
 *  part of deriving them again.
 *  @param before  the model that the rows are expected to be of
 *  @returns (of each visitor) whether it did; else the visitor has to be derived again */
export function createRelabel(
  write: Statements,
  { before, present }: NonNullable<RebuildOptions['models']>,
): (visitor: number) => boolean {
  const rescoring = rescoringFor(before, present)
  const isLeftAlone = (visitor: number): boolean =>
    rescoring === 'none' ||
    (write.get('spans').all({ visitor }) as SpanRow[]).every(({ segment }) => segment === 'passant')
  return (visitor) => {
    if (rescoring === 'all') return false
    const row = write.get('profile').get({ visitor }) as ProfileRow | undefined
    if (row === undefined || row.model !== before.version || !isLeftAlone(visitor)) return false
    write.get('relabel').run({ visitor, model: present.version, profile: relabelled(row, present.version) })
    return true
  }
}
