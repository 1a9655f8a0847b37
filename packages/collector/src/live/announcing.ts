import type { Event } from '@koopsignaal/protocol'
import type { Committer } from '../commit.ts'
import type { CommitResult, Store, VisitorKey } from '../storage/store.ts'

/** Told what has been kept and who was erased, after it is safe. It must not throw, and nobody waits for it. */
export interface Listener {
  kept(events: readonly Event[]): void
  erased(key: VisitorKey): void
}

/** The same committer, telling a listener of each accepted event. */
export function announceKept(committer: Committer, listener: Listener): Committer {
  const tell = (events: readonly Event[], verdicts: CommitResult['verdicts']): void =>
    listener.kept(events.filter((_, i) => verdicts[i] === 'accepted'))
  return {
    ...committer,
    async submit(events, drops) {
      const verdicts = await committer.submit(events, drops)
      tell(events, verdicts)
      return verdicts
    },
    async submitAsking(batch) {
      const kept = await committer.submitAsking(batch)
      tell(batch.events, kept.verdicts)
      return kept
    },
  }
}

/** The same store, telling a listener of each erasure. */
export function announceErased(store: Store, listener: Listener): Store {
  return {
    ...store,
    async erase(key, now) {
      const erased = await store.erase(key, now)
      listener.erased(key)
      return erased
    },
  }
}
