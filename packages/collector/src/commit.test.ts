import { setImmediate as turn } from 'node:timers/promises'
import type { Event } from '@koopsignaal/protocol'
import { describe, expect, it, vi } from 'vitest'
import { event } from '../../scoring/src/fixtures.ts'
import { type Committer, type CommitterOptions, createCommitter } from './commit.ts'
import { AppError } from './errors.ts'
import { drop } from './storage/fixtures.ts'
import { type Commit, type CommitResult, EngineFailure, type Store } from './storage/store.ts'

/** A store whose commits end when the test says so. */
function slowStore() {
  const commits: { commit: Commit; finish: () => void; fail: (error: unknown) => void }[] = []
  const store = {
    commit: (commit: Commit) =>
      new Promise<CommitResult>((resolve, reject) => {
        const finish = () => resolve({ verdicts: commit.events.map(() => 'accepted' as const) })
        commits.push({ commit, finish, fail: reject })
      }),
  } as unknown as Store
  return { store, commits }
}

/** A store that refuses what the test says, and remembers what it has kept. */
function storeThat(refuse: (commit: Commit, times: number) => unknown) {
  const kept: string[] = []
  let times = 0
  const store = {
    commit: async (commit: Commit): Promise<CommitResult> => {
      const error = refuse(commit, ++times)
      if (error !== undefined) throw error
      kept.push(...commit.events.map(({ id }) => id))
      return { verdicts: commit.events.map(() => 'accepted') }
    },
  } as unknown as Store
  return { store, kept }
}

const one = (id: string): readonly Event[] => [event({ id })]
const some = (count: number, name = 'event'): readonly Event[] =>
  Array.from({ length: count }, (_, i) => event({ id: `${name}-${i}` }))

function committerFor(store: Store, options: Partial<CommitterOptions> = {}): Committer {
  return createCommitter({ store, onFatal: () => {}, ...options })
}

/** Whether a promise has been settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  promise.then(
    () => {
      settled = true
    },
    () => {
      settled = true
    },
  )
  for (let i = 0; i < 5; i++) await turn()
  return settled
}

describe('group commit', () => {
  it('answers only when the commit is done', async () => {
    const { store, commits } = slowStore()
    const answer = committerFor(store).submit(one('a'), [])
    expect(await isSettled(answer)).toBe(false)
    expect(commits).toHaveLength(1)
    commits[0]!.finish()
    expect(await answer).toEqual(['accepted'])
  })

  it('puts what arrived together into one commit, and what came meanwhile into the next', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store)
    const first = [committer.submit(one('a'), []), committer.submit(one('b'), [])]
    await turn()
    await turn()
    const later = [committer.submit(one('c'), []), committer.submit(one('d'), [])]
    expect(await isSettled(later[0]!)).toBe(false)
    expect(commits).toHaveLength(1)
    commits[0]!.finish()
    await Promise.all(first)
    expect(await isSettled(later[0]!)).toBe(false)
    commits[1]!.finish()
    await Promise.all(later)
    expect(commits.map(({ commit }) => commit.events.map(({ id }) => id))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('gives each caller the verdicts of its own events', async () => {
    const store = {
      commit: async ({ events }: Commit) => ({
        verdicts: events.map(({ id }) => (id.startsWith('old') ? 'duplicate' : 'accepted')),
      }),
    } as unknown as Store
    const committer = committerFor(store)
    const answers = await Promise.all([
      committer.submit([...one('new'), ...one('old')], []),
      committer.submit([], [drop()]),
      committer.submit(one('old2'), []),
    ])
    expect(answers).toEqual([['accepted', 'duplicate'], [], ['duplicate']])
  })

  it('keeps drops with their batch, also without any event', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store)
    const answer = committer.submit(one('a'), [drop({ message: 'x' })])
    const alone = committer.submit([], [drop({ message: 'y' })])
    expect(await isSettled(alone)).toBe(false)
    commits[0]!.finish()
    await Promise.all([answer, alone])
    expect(commits[0]!.commit.drops.map(({ message }) => message)).toEqual(['x', 'y'])
  })

  it('does not bother the store with nothing', async () => {
    const { store, commits } = slowStore()
    expect(await committerFor(store).submit([], [])).toEqual([])
    expect(commits).toHaveLength(0)
  })

  it('splits what is more than a commit should hold, and takes a larger batch whole', async () => {
    const { store, kept } = storeThat(() => undefined)
    const sizes: number[] = []
    const counting = {
      commit: (commit: Commit, advance: never) => {
        sizes.push(commit.events.length)
        return store.commit(commit, advance)
      },
    } as unknown as Store
    const committer = committerFor(counting, { maxGroup: 3 })
    await Promise.all([2, 2, 1, 5, 1].map((count, i) => committer.submit(some(count, `b${i}`), [])))
    expect(sizes).toEqual([2, 3, 5, 1])
    expect(kept).toHaveLength(11)
  })
})

describe('a full queue', () => {
  it('refuses the batch that does not fit, keeps nothing of it and takes more when there is room', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store, { maxWaiting: 5 })
    const first = committer.submit(some(4), [])
    await expect(committer.submit(some(2, 'late'), [drop()])).rejects.toMatchObject({
      code: 'queue_full',
      status: 503,
      retryAfter: 1,
    })
    expect(committer.depth()).toBe(4)
    expect(await isSettled(first)).toBe(false)
    commits[0]!.finish()
    await first
    await turn()
    expect(committer.depth()).toBe(0)
    const again = committer.submit(some(2, 'late'), [])
    expect(await isSettled(again)).toBe(false)
    commits[1]!.finish()
    expect(await again).toHaveLength(2)
    expect(commits.flatMap(({ commit }) => commit.drops)).toEqual([])
  })

  it('counts what the store is busy with as waiting', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store, { maxWaiting: 5 })
    const first = committer.submit(some(5), [])
    expect(await isSettled(first)).toBe(false)
    await expect(committer.submit(one('late'), [])).rejects.toMatchObject({ code: 'queue_full' })
    commits[0]!.finish()
    await first
  })

  it('says so before a body is read, until a tenth of it is free again', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store, { maxWaiting: 20, maxGroup: 1 })
    const waiting = some(20).map((event) => committer.submit([event], []))
    expect(committer.refusal()).toBeNull()
    await expect(committer.submit(one('late'), [])).rejects.toMatchObject({ code: 'queue_full' })
    expect(committer.refusal()).toMatchObject({ code: 'queue_full', retryAfter: 1 })
    for (const [i, isOpen] of [false, true].entries()) {
      await turn()
      await turn()
      commits[i]!.finish()
      await waiting[i]
      await turn()
      expect(committer.refusal() === null).toBe(isOpen)
    }
  })

  it('counts a long batch by what it came in', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store, { maxWaiting: 64 })
    const batch = { drops: [], asked: null }
    const long = committer.submitAsking({ ...batch, events: one('long'), bytes: 64 * 1_024 - 1 })
    expect(committer.depth()).toBe(63)
    await expect(committer.submitAsking({ ...batch, events: some(2), bytes: 400 })).rejects.toThrow(AppError)
    const short = committer.submitAsking({ ...batch, events: one('short'), bytes: 1_500 })
    await turn()
    await turn()
    commits[0]!.finish()
    await Promise.all([long, short])
    expect(committer.depth()).toBe(0)
  })

  it('counts drops too: they wait and are stored like events', async () => {
    const { store } = slowStore()
    const committer = committerFor(store, { maxWaiting: 5 })
    void committer.submit([], [drop(), drop(), drop()])
    await expect(committer.submit([], [drop(), drop(), drop()])).rejects.toMatchObject({ code: 'queue_full' })
  })
})

describe('a site that sends more than can be stored', () => {
  const of = (site: string, id: string) => [event({ site, id })]

  it('is refused alone, and makes nobody else wait behind it', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store, { maxWaiting: 100, maxGroup: 10 })
    const all: Promise<unknown>[] = [committer.submit(of('calm', 'calm-0'), [])]
    for (let i = 0; i < 150; i++) all.push(committer.submit(of('flood', `flood-${i}`), []).catch((e) => e))
    expect(committer.refusal()).toBeNull()
    const calm = committer.submit(of('calm', 'calm-1'), [])
    await turn()
    expect(commits[0]!.commit.events.filter(({ site }) => site === 'calm')).toHaveLength(2)
    commits[0]!.finish()
    expect(await calm).toEqual(['accepted'])
    const refused = (await Promise.all(all.slice(101))) as AppError[]
    expect(refused.map(({ code }) => code)).toEqual(Array(50).fill('queue_full'))
  })
})

describe('a store that refuses', () => {
  it.each(['store_full', 'store_busy'] as const)('passes %s on to that group only', async (code) => {
    const { store, kept } = storeThat((_, times) => (times === 1 ? new AppError(code, 'no') : undefined))
    const onFatal = vi.fn()
    const committer = committerFor(store, { onFatal })
    const refused = await Promise.allSettled([committer.submit(one('a'), []), committer.submit(one('b'), [])])
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(refused[1]).toMatchObject({ reason: { code } })
    expect(await committer.submit(one('c'), [])).toEqual(['accepted'])
    expect(kept).toEqual(['c'])
    expect(onFatal).not.toHaveBeenCalled()
    await turn()
    expect(committer.depth()).toBe(0)
  })

  it('lets one batch that cannot be stored not take its neighbours with it', async () => {
    const { store, kept } = storeThat(({ events }) =>
      events.some(({ id }) => id === 'poison') ? new Error('cannot advance') : undefined,
    )
    const committer = committerFor(store)
    const answers = await Promise.allSettled(
      ['a', 'poison', 'b'].map((id) => committer.submit([...one(id), ...one(`${id}-2`)], [])),
    )
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(kept).toEqual(['a', 'a-2', 'b', 'b-2'])
    expect(await committer.submit(one('c'), [])).toEqual(['accepted'])
  })
})

describe('a store that fails', () => {
  const failure = () => new EngineFailure(new Error('disk I/O error'))

  it('acknowledges nothing any more and says so once', async () => {
    const { store, commits } = slowStore()
    const onFatal = vi.fn()
    const committer = committerFor(store, { onFatal, maxGroup: 1 })
    const waiting = ['a', 'b', 'c'].map((id) => committer.submit(one(id), []))
    expect(await isSettled(waiting[0]!)).toBe(false)
    const error = failure()
    commits[0]!.fail(error)
    const answers = await Promise.allSettled(waiting)
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(committer.submit(one('d'), [])).rejects.toMatchObject({ code: 'store_busy' })
    expect(await isSettled(committer.drain())).toBe(true)
    expect(commits).toHaveLength(1)
    expect(onFatal.mock.calls).toEqual([[error]])
  })

  it('does not go on with the neighbours of a batch that it tries one by one', async () => {
    const { store, kept } = storeThat(({ events }, times) => {
      if (times === 1) return new Error('one of them cannot be stored')
      return events[0]?.id === 'b' ? failure() : undefined
    })
    const onFatal = vi.fn()
    const committer = committerFor(store, { onFatal })
    const answers = await Promise.allSettled(['a', 'b', 'c', 'd'].map((id) => committer.submit(one(id), [])))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
    expect(kept).toEqual(['a'])
    expect(onFatal).toHaveBeenCalledTimes(1)
  })
})

describe('draining', () => {
  it('waits for all that was taken in and takes nothing more', async () => {
    const { store, commits } = slowStore()
    const committer = committerFor(store, { maxGroup: 1 })
    const waiting = [committer.submit(one('a'), []), committer.submit(one('b'), [])]
    const drained = committer.drain()
    await expect(committer.submit(one('c'), [])).rejects.toMatchObject({ code: 'shutting_down' })
    expect(await isSettled(drained)).toBe(false)
    commits[0]!.finish()
    expect(await isSettled(drained)).toBe(false)
    commits[1]!.finish()
    await drained
    expect(await Promise.all(waiting)).toEqual([['accepted'], ['accepted']])
  })

  it('is done at once when nothing waits', async () => {
    expect(await isSettled(committerFor(slowStore().store).drain())).toBe(true)
  })
})
