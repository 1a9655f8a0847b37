import type { DurationMs } from '@koopsignaal/protocol'
import type { CensusDepth } from '../../store.ts'
import type { SiteCensus } from './site-census.ts'

/** After so long without a question the memory is given back. */
const IDLE: DurationMs = 15 * 60_000
/** So often it takes in what was written, while questions come: the next finds little left to do. Chosen: a tenth of a busy site's second. */
const FOLLOW_EVERY: DurationMs = 250
/** Chosen: a reader who looks at what a page says. */
const FOLLOW_FOR: DurationMs = 5 * 60_000

/** The census of one site for as long as it is asked about. */
export class KeptCensus {
  readonly #make: () => SiteCensus
  readonly #onIdle: () => void
  #census: SiteCensus
  /** One after another: a census does not change while it is counted. */
  #turn: Promise<void> = Promise.resolve()
  #waiting = 0
  #askedAt = 0
  #idle: NodeJS.Timeout | undefined
  #following: NodeJS.Timeout | undefined

  constructor(make: () => SiteCensus, onIdle: () => void) {
    this.#make = make
    this.#onIdle = onIdle
    this.#census = make()
  }

  /** Does work on a census of this moment. */
  async within<T>(depth: CensusDepth, work: (census: SiteCensus) => T): Promise<T> {
    this.#keepOn()
    const { census, done } = await this.#refreshed(depth)
    try {
      return work(census)
    } finally {
      done()
    }
  }

  end(): void {
    clearTimeout(this.#idle)
    clearInterval(this.#following)
  }

  /** Waits for its turn, which lasts until `done`. */
  async #refreshed(depth: CensusDepth): Promise<{ readonly census: SiteCensus; readonly done: () => void }> {
    const before = this.#turn
    const { promise, resolve: done } = Promise.withResolvers<void>()
    this.#turn = promise
    this.#waiting++
    try {
      await before
      while (!(await this.#census.refresh(depth))) this.#census = this.#make()
      return { census: this.#census, done }
    } catch (error) {
      // Half read: the next question begins anew.
      this.#census = this.#make()
      done()
      throw error
    } finally {
      this.#waiting--
    }
  }

  #keepOn(): void {
    this.#askedAt = performance.now()
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.end()
      this.#onIdle()
    }, IDLE).unref()
    this.#following ??= setInterval(() => this.#follow(), FOLLOW_EVERY).unref()
  }

  #follow(): void {
    if (performance.now() - this.#askedAt > FOLLOW_FOR) {
      clearInterval(this.#following)
      this.#following = undefined
    } else if (this.#waiting === 0) {
      // What fails here fails again for the next question, which is told.
      this.#refreshed('visits').then(
        ({ done }) => done(),
        () => {},
      )
    }
  }
}
