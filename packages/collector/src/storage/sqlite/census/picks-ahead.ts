import type { DurationMs } from '@koopsignaal/protocol'
import type { VisitorQuery } from '../../store.ts'
import type { Picked } from './pick-visitors.ts'

/** Chosen: a few exports at the same time; of twenty thousand visitors each some 5 MB. */
const MOST_LISTS = 4
/** Chosen: whoever reads a list as a whole asks for the next part at once. */
const KEPT_FOR: DurationMs = 30_000

interface List {
  readonly question: string
  /** In order. */
  readonly picks: readonly Picked[]
  /** Whether nobody comes after them. */
  readonly isWhole: boolean
  usedAt: number
}

/** Who comes next in the lists that somebody reads as a whole: looking through everybody for each part of one would take longer than the
 *  part. Only row numbers and the values that order them; what is told of each is read when it is sent. Any part can be had without it,
 *  in another thread or after a restart: then everybody is looked through again. */
export class PicksAhead {
  readonly #now: () => number
  #lists: readonly List[] = []

  /** @param now  milliseconds of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** @param cursorKey  the row of the visitor whom the query goes on after; null: the query begins the list, or the visitor is gone
   *  @returns who comes next, as many as the query asks for; null when that is not known */
  find({ limit, after, ...same }: VisitorQuery, cursorKey: number | null): readonly Picked[] | null {
    const now = this.#now()
    this.#lists = this.#lists.filter(({ usedAt }) => now - usedAt < KEPT_FOR)
    if (cursorKey === null) return null
    const question = JSON.stringify(same)
    for (const list of this.#lists) {
      if (list.question !== question) continue
      const place = placeOf(list.picks, { key: cursorKey, value: after!.value }, same.descending)
      if (place === -1 || (place + 1 + limit > list.picks.length && !list.isWhole)) continue
      list.usedAt = now
      return list.picks.slice(place + 1, place + 1 + limit)
    }
    return null
  }

  /** @param picks  who comes next, and after them
   *  @param isWhole  whether nobody comes after these */
  keep({ limit, after, ...same }: VisitorQuery, picks: readonly Picked[], isWhole: boolean): void {
    const list = { question: JSON.stringify(same), picks, isWhole, usedAt: this.#now() }
    this.#lists = [list, ...this.#lists].slice(0, MOST_LISTS)
  }
}

/** @returns −1 when it is not among them */
function placeOf(picks: readonly Picked[], { key, value }: Picked, descending: boolean): number {
  let [low, high] = [0, picks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (descending ? picks[middle]!.value > value : picks[middle]!.value < value) low = middle + 1
    else high = middle
  }
  for (let i = low; i < picks.length && picks[i]!.value === value; i++) if (picks[i]!.key === key) return i
  return -1
}
