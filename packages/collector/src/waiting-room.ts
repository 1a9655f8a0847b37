/** Something that waits for the next group: so many events and drops of one site. */
export interface Waits {
  readonly site: string
  readonly size: number
}

/** How many times what is free one site may fill. Chosen: a site alone gets three quarters of the room, two get three sevenths each, and
 *  however many fill what they can, something is left for the next.
 *  Source: dynamic queue thresholds, Choudhury and Hahne, IEEE/ACM Transactions on Networking 6 (1998). */
const SHARE = 3

interface Line<T> {
  waiting: T[]
  /** What waits and what was taken and has not left yet. */
  inside: number
  /** What it might have had taken of it so far and has not. */
  owed: number
}

/** Where batches wait until they are committed: each site in a line of its own, so that one which sends more than can be stored makes
 *  only itself wait, and be refused. */
export class WaitingRoom<T extends Waits> {
  readonly #lines = new Map<string, Line<T>>()
  readonly #forOne: number
  /** The first site that came in. */
  #first: string | null = null
  #others = false
  #inside = 0
  #waiting = 0

  /** @param forOne  what one site may have inside when there is no other */
  constructor(forOne: number) {
    this.#forOne = forOne
  }

  /** Events and drops inside, waiting or taken. */
  get depth(): number {
    return this.#inside
  }

  get isEmpty(): boolean {
    return this.#waiting === 0
  }

  /** Whether so many more of a site find room. */
  admits({ site, size }: Waits): boolean {
    const own = (this.#lines.get(site)?.inside ?? 0) + size
    // SHARE times the room, which is larger than what one site gets of it, less what is used: in whole numbers.
    return own <= (SHARE + 1) * this.#forOne - SHARE * (this.#inside + size)
  }

  /** Whether only one site has ever come in: then a full room is full for everybody. */
  get isForOne(): boolean {
    return !this.#others
  }

  add(one: T): void {
    this.#first ??= one.site
    if (one.site !== this.#first) this.#others = true
    const line = this.#lines.get(one.site) ?? { waiting: [], inside: 0, owed: 0 }
    line.waiting.push(one)
    line.inside += one.size
    this.#lines.set(one.site, line)
    this.#inside += one.size
    this.#waiting++
  }

  /** Takes the next group: of each site as much as of the others, in the order in which it came. A site whose next one did not fit into
   *  its part is owed it.
   *  Source: deficit round robin, Shreedhar and Varghese, IEEE/ACM Transactions on Networking 4 (1996).
   *  @returns one at least, when any waits */
  take(most: number): T[] {
    const group: T[] = []
    let left = most
    let lines = this.#linesThatWait().sort((a, b) => b.owed - a.owed)
    for (let before = -1; lines.length > 0 && group.length > before; lines = lines.filter(isWaiting)) {
      before = group.length
      const fair = left / lines.length
      for (const line of lines) {
        line.owed += fair
        left -= takeFrom(line, Math.min(left, line.owed), group)
      }
    }
    const first = lines[0]?.waiting[0]
    if (group.length === 0 && first !== undefined) takeFrom(lines[0]!, first.size, group)
    this.#waiting -= group.length
    return group
  }

  #linesThatWait(): Line<T>[] {
    return [...this.#lines.values()].filter(isWaiting)
  }

  /** What was taken has been answered. */
  leave(group: readonly T[]): void {
    for (const { site, size } of group) {
      this.#inside -= size
      const line = this.#lines.get(site)
      if (line === undefined) continue
      line.inside -= size
      if (line.inside === 0 && line.waiting.length === 0) this.#lines.delete(site)
    }
  }
}

const isWaiting = ({ waiting }: Line<Waits>): boolean => waiting.length > 0

/** @returns how much was taken */
function takeFrom<T extends Waits>(line: Line<T>, most: number, group: T[]): number {
  let taken = 0
  let count = 0
  for (const { size } of line.waiting) {
    if (taken + size > most) break
    taken += size
    count++
  }
  for (const one of line.waiting.slice(0, count)) group.push(one)
  line.waiting = line.waiting.slice(count)
  line.owed = line.waiting.length === 0 ? 0 : line.owed - taken
  return taken
}
