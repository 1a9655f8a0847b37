import { DAY, type DurationMs } from '@koopsignaal/protocol'
import type { CensusDepth } from '../../store.ts'
import type { Refreshed, SiteCensus } from './site-census.ts'

/** After so long without a question the memory is given back. */
const IDLE: DurationMs = 15 * 60_000
/** So often it takes in what was written, while questions come: the next finds little left to do. Chosen: a tenth of a busy site's second. */
const FOLLOW_EVERY: DurationMs = 250
/** Chosen: a reader who looks at what a page says. Whoever looks longer waits for a few seconds' events with the next question. */
const FOLLOW_FOR: DurationMs = 30_000
/** And so often when nobody has asked for a while: what a busy site writes in a quarter of an hour is more than its change log keeps. A
 *  visitor's events of the meantime are read once, which takes the more of a busy site's time the more often it is done. */
const FOLLOW_ELSE_EVERY: DurationMs = 5_000

/** The names of pages and the texts of searches in a census are only ever added to, and those of whoever was erased stay: where somebody
 *  always has a page open, everybody is read anew each day. */
const RENEWED_AFTER: DurationMs = DAY

/** @param pause  between two parts of what is read */
type Make = (pause: () => Promise<void>) => SiteCensus

/** The census of one site for as long as it is asked about. */
export class KeptCensus {
  readonly #make: () => SiteCensus
  readonly #onIdle: () => void
  #census: SiteCensus
  #madeAt = performance.now()
  /** One after another: a census does not change while it is counted. */
  #turn: Promise<void> = Promise.resolve()
  /** Questions under way. */
  #waiting = 0
  #askedAt = Number.NEGATIVE_INFINITY
  #idle: NodeJS.Timeout | undefined
  #following: NodeJS.Timeout | undefined

  constructor(make: Make, onIdle: () => void) {
    this.#make = () => make(() => this.#pause())
    this.#onIdle = onIdle
    this.#census = this.#make()
  }

  /** Does work on a census of this moment. */
  async within<T>(depth: CensusDepth, work: (census: SiteCensus) => T): Promise<T> {
    this.#askedAt = performance.now()
    this.#keepOn()
    this.#waiting++
    try {
      for (;;) {
        const done = await this.#nextTurn()
        try {
          if (await this.#refresh(depth)) return work(this.#census)
        } finally {
          done()
        }
      }
    } finally {
      this.#waiting--
    }
  }

  /** Reads everybody, with their events, before somebody asks: slowly, and giving way to whoever does ask. Until then it is followed as if
   *  nobody had asked. */
  async prepare(): Promise<void> {
    this.#keepOn()
    for (let isReady = false; !isReady; ) isReady = await this.#refreshInTurn('acts')
    this.#askedAt = Number.NEGATIVE_INFINITY
  }

  end(): void {
    clearTimeout(this.#idle)
    clearTimeout(this.#following)
    this.#following = undefined
  }

  /** Waits for a turn.
   *  @returns ends it */
  async #nextTurn(): Promise<() => void> {
    const before = this.#turn
    const { promise, resolve: done } = Promise.withResolvers<void>()
    this.#turn = promise
    await before
    return done
  }

  async #refreshInTurn(depth: CensusDepth): Promise<boolean> {
    const done = await this.#nextTurn()
    try {
      return await this.#refresh(depth)
    } finally {
      done()
    }
  }

  /** @returns whether it is of this moment now */
  async #refresh(depth: CensusDepth): Promise<boolean> {
    try {
      const refreshed = await this.#census.refresh(depth)
      if (refreshed === 'lost') this.#beginAnew()
      return refreshed === 'ready'
    } catch (error) {
      // Half read: the next question begins anew.
      this.#beginAnew()
      throw error
    }
  }

  #beginAnew(): void {
    this.#census = this.#make()
    this.#madeAt = performance.now()
  }

  #keepOn(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.end()
      this.#onIdle()
    }, IDLE).unref()
    if (this.#following === undefined) this.#followLater()
  }

  #followLater(): void {
    const isLookedAt = performance.now() - this.#askedAt < FOLLOW_FOR
    this.#following = setTimeout(
      () => void this.#follow(),
      isLookedAt ? FOLLOW_EVERY : FOLLOW_ELSE_EVERY,
    ).unref()
  }

  async #follow(): Promise<void> {
    // What fails here fails again for the next question, which is told.
    if (this.#waiting === 0) await this.#refreshInTurn('visits').catch(() => {})
    if (performance.now() - this.#madeAt > RENEWED_AFTER) await this.#renew().catch(() => {})
    if (this.#following !== undefined) this.#followLater()
  }

  /** Reads everybody anew, as deep as they were; until it is done the present census serves. */
  async #renew(): Promise<void> {
    const began = performance.now()
    const next = this.#make()
    const { depth } = this.#census
    for (let refreshed: Refreshed = 'partial'; refreshed !== 'ready'; ) {
      refreshed = await next.refresh(depth)
      if (refreshed === 'lost') return
    }
    const done = await this.#nextTurn()
    this.#census = next
    this.#madeAt = began
    done()
  }

  /** Others get their turn; while nobody waits for it, also those in other threads of a busy machine. */
  async #pause(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((done) => void setImmediate(done))
    else await new Promise<void>((done) => void setTimeout(done, UNHURRIED))
  }
}

/** Chosen: about as long as the part before took, so that it takes half a core. */
const UNHURRIED: DurationMs = 12
