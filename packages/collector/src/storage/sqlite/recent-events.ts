import { crc32 } from 'node:zlib'
import { DAY, type Event } from '@koopsignaal/protocol'
import type { Facts, FactValues } from './facts.ts'
import { type EventCore, EventPacker, readCores, readEvents, readViews } from './pack-event.ts'
import { packActs } from './packed-acts.ts'
import type { Statements } from './prepared.ts'
import { sealText, unseal } from './sealed.ts'

/** Five blocks of this size fill a page of 4 KB. Larger ones are shorter by the event, and make the rows of visitors longer. */
const FULL = 790

/** A visitor's row, as far as its events are in it. */
export interface EventOwner {
  /** Key in `visitors`. */
  readonly key: number
  readonly site: string
  /** null: those who are only counted, who share a row. */
  readonly visitor: string | null
}

/** A visitor's newest events, which stand in the visitor's own row; when there are too many they become a row of `blocks`. */
export class RecentEvents {
  readonly owner: EventOwner
  readonly #facts: Facts
  #packer: EventPacker
  /** Of those who are only counted: the events in `#bytes`. */
  #counted: Event[] | null
  /** A character each: a string takes as much as it says, where a small buffer keeps a large one alive. */
  #bytes = ''
  // Numbers by themselves, which change in place: thousands of visitors are remembered, and each object made anew is garbage.
  #firstAt = Number.POSITIVE_INFINITY
  #newestAt = Number.NEGATIVE_INFINITY
  #pageViews = 0
  #lastDay: number
  #lastAt = -1
  #isDayNew: boolean
  #isSaved = true

  /** @param sealed  what the visitor's row holds; null for a new one
   *  @param savedDay  the day that the row was made with; -1 when that is not known */
  constructor(owner: EventOwner, facts: Facts, values: FactValues, sealed: Buffer | null, savedDay = -1) {
    this.owner = owner
    this.#counted = owner.visitor === null ? [] : null
    this.#lastDay = savedDay
    this.#isDayNew = savedDay === -1
    this.#facts = facts
    const bytes = sealed === null ? Buffer.alloc(0) : openSealed(sealed, owner)
    this.#bytes = bytes.toString('latin1')
    this.#packer = this.#newPacker().resume(bytes, owner.site, values.get, (event) => {
      this.#note(event)
      this.#lastDay = Math.max(this.#lastDay, dayOf(event.at))
    })
  }

  add(event: Event, write: Statements): void {
    let more = this.#packer.append(event)
    if (this.#bytes.length > 0 && this.#bytes.length + more.length > FULL) {
      this.#close(write)
      more = this.#packer.append(event)
    }
    this.#bytes += more.toString('latin1')
    this.#note(event)
    this.#isSaved = false
    if (dayOf(event.at) > this.#lastDay) {
      this.#lastDay = dayOf(event.at)
      this.#isDayNew = true
    }
    if (event.bot === null) this.#lastAt = Math.max(this.#lastAt, event.at)
  }

  /** What stands in the visitor's row of it, for whoever writes that row now. */
  toRow(): Buffer {
    this.#isSaved = true
    return this.#seal()
  }

  /** Writes what of the visitor's row is not written yet. */
  save(write: Statements): void {
    const { key, visitor } = this.owner
    if (!this.#isSaved) write.get('putRecent').run({ key, recent: this.toRow() })
    if (this.#isDayNew) write.get('putLastDay').run({ key, day: this.#lastDay })
    if (visitor === null && this.#lastAt >= 0) write.get('putLastCounted').run({ key, lastAt: this.#lastAt })
    this.#isDayNew = false
  }

  #note(event: Event): void {
    const { at, type, bot } = event
    this.#firstAt = Math.min(this.#firstAt, at)
    this.#newestAt = Math.max(this.#newestAt, at)
    if (type === 'page_view' && bot === null) this.#pageViews++
    this.#counted?.push(event)
  }

  #close(write: Statements): void {
    write.get('addBlock').run({
      visitor: this.owner.key,
      firstAt: this.#firstAt,
      lastAt: this.#newestAt,
      pageViews: this.#pageViews,
      events: this.#seal(),
      acts: packActs(this.#counted ?? [], this.owner),
    })
    if (this.#counted !== null) this.#counted = []
    this.#bytes = ''
    this.#firstAt = Number.POSITIVE_INFINITY
    this.#newestAt = Number.NEGATIVE_INFINITY
    this.#pageViews = 0
    this.#packer = this.#newPacker()
  }

  #seal(): Buffer {
    return sealText(this.#bytes, aboutOf(this.owner))
  }

  #newPacker(): EventPacker {
    const { key, visitor } = this.owner
    return new EventPacker((kind, json) => this.#facts.keyOf(kind, json, visitor === null ? null : key))
  }
}

/** All events of a visitor in the order in which they arrived.
 *  @throws EngineFailure when a row is damaged */
export function loadEvents(statements: Statements, owner: EventOwner): Event[] {
  const rows = statements.get('packedEvents').pluck().all({ visitor: owner.key }) as Buffer[]
  return rows.flatMap((sealed) => unpackEvents(sealed, owner, statements.facts))
}

export function unpackEvents(sealed: Buffer, owner: EventOwner, values: FactValues): Event[] {
  return readEvents(openSealed(sealed, owner), owner.site, owner.visitor, values.get)
}

/** What reports count of the same events. */
export function unpackCores(sealed: Buffer, owner: EventOwner, values: FactValues): EventCore[] {
  return readCores(openSealed(sealed, owner), values.get)
}

/** Page views of people in a row of events, without the rest of them; see `readViews`. */
export function unpackViews(
  sealed: Buffer,
  owner: EventOwner,
  values: FactValues,
  tell: Parameters<typeof readViews>[2],
): void {
  readViews(openSealed(sealed, owner), values.get, tell)
}

function openSealed(sealed: Buffer, owner: EventOwner): Buffer {
  return unseal(sealed, aboutOf(owner), `a row of events of visitor ${owner.key}`)
}

/** Events belong to one visitor's row and to the id that stands in it. */
function aboutOf({ key, visitor }: EventOwner): number {
  return crc32(visitor ?? '', key)
}

function dayOf(at: number): number {
  return Math.floor(at / DAY)
}
