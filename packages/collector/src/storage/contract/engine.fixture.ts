import type { Event } from '@koopsignaal/protocol'
import { onTestFinished } from 'vitest'
import { advanceVisitor } from '../../advance-visitor.ts'
import { SHOP, temporaryFolder } from '../fixtures.ts'
import type { Advance, CommitResult, Store, VisitorKey } from '../store.ts'

/** A storage engine under test. */
export interface Engine {
  /** Opens the store of a folder: what was committed there before is there again. */
  readonly open: (folder: string) => Promise<Store>
  /** Makes an empty folder into the one that a backup was made of. */
  readonly restore: (backup: string, folder: string) => Promise<void>
}

/** Opens a store that knows the shop, until the test is over. */
export async function openShop({ open }: Pick<Engine, 'open'>, folder = temporaryFolder()): Promise<Store> {
  const store = await open(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  return store
}

/** Commits events without drops.
 *  @returns a verdict for each */
export async function commit(
  store: Store,
  events: readonly Event[],
  advance: Advance = advanceVisitor,
): Promise<CommitResult['verdicts']> {
  return (await store.commit({ events, drops: [] }, advance)).verdicts
}

/** A visitor of the shop. */
export function key(visitor: string): VisitorKey {
  return { site: SHOP.id, visitor }
}
