import { BOT_REASONS, EVENT_TYPES, type Event, type UnixMs } from '@koopsignaal/protocol'
import { ByteReader, ByteWriter } from './bytes.ts'
import { numberOf } from './fact-numbers.ts'
import type { FactKind } from './facts.ts'
import { packSource, type SourceParts, toSource } from './pack.ts'
import { readDetail, writeDetail } from './pack-detail.ts'
import { readId, writeId } from './pack-id.ts'
import {
  type Agent,
  type Page,
  readAgent,
  readPage,
  type TextReader,
  type TextWriter,
  writeAgent,
  writePage,
} from './pack-page.ts'

/** Events of one visitor one after another in few bytes: each says only in what it differs from the one before, and a page that
 *  was named before is named by its place.
 *
 *  An event is: head · time · reception · id · agent? · page? · source? · referrer? · detail? · bot?
 *  Law: `readEvents` gives what `append` got, whichever facts were shared meanwhile. */

/** The number of a shared fact, by its kind and JSON; null: to be written in full. */
export type ShareFact = (kind: FactKind, json: string) => number | null
/** The value of a shared fact. */
export type FactOf = (key: number) => unknown

/** In place of its type in the head: a page view that came directly, which most do. */
const DIRECT_VIEW = 15
const DIRECT = '["direct"]'
const DIRECT_PARTS: SourceParts = ['direct']

/** Bits of the head beside the type, which takes four. */
const SAME_AGENT = 1 << 4
const SAME_PAGE = 1 << 5
const SAME_RECEPTION = 1 << 6
const HAS_SOURCE = 1 << 7
const HAS_REFERRER = 1 << 8
const HAS_DETAIL = 1 << 9
const IS_BOT = 1 << 10

const NO_PAGE: Page = [null, null, null, null, null, null]
const NOTHING = JSON.stringify(NO_PAGE)

/** That of an event before the first. */
const NO_PAGE_NUMBER = numberOf('page', NOTHING)

/** The JSON of an event's facts. */
function factsOf(event: Event) {
  const { host, path, title, topic, item, category } = event
  const agent: Agent = [event.consent, event.device, event.browser, event.os, event.country]
  const page: Page = [host, path, title, topic, item, category]
  return { agent: JSON.stringify(agent), page: JSON.stringify(page) }
}

/** Writes texts in full, or by their number where they are shared. */
class Texts implements TextWriter {
  readonly #to: ByteWriter
  share: ShareFact = () => null

  constructor(to: ByteWriter) {
    this.#to = to
  }

  text(value: string | null): void {
    const to = this.#to
    if (value === null) {
      to.varint(0)
      return
    }
    if (isNumber(value)) {
      to.varint(2)
      to.varint(Number(value))
      return
    }
    const key = value.length < SHORTEST_SHARED ? null : this.share('text', JSON.stringify(value))
    to.varint(key === null ? 1 : key + 3)
    if (key === null) to.text(value)
  }
}

/** One for all packers: an event is packed at once, and thousands of packers are remembered. */
const shared = new ByteWriter()
const texts = new Texts(shared)

/** Appends events to a visitor's packed ones. It remembers what it has written; `resume` gives it that again. */
export class EventPacker {
  readonly #to = shared
  /** The facts named so far, by their numbers, in the order in which a reader meets them. */
  readonly #known: number[] = []
  readonly #share: ShareFact
  // What the next event is told as a difference from; changed in place, as thousands of packers are remembered.
  #at = 0
  #receivedAt = 0
  #id = ''
  #agent = 0
  #page = NO_PAGE_NUMBER

  constructor(share: ShareFact) {
    this.#share = share
  }

  /** Goes on after events that were packed before.
   *  @param seen  told of each of them
   *  @returns the packer itself */
  resume(bytes: Buffer, site: string, factOf: FactOf, seen: (event: Event) => void = () => {}): this {
    const reader = new EventReader(bytes, site, null, factOf)
    let last: Event | null = null
    for (const event of reader.all()) {
      last = event
      seen(event)
    }
    if (last !== null) {
      const { agent, page } = factsOf(last)
      this.#follow(last, numberOf('agent', agent), numberOf('page', page))
    }
    for (const { kind, json } of reader.named()) this.#known.push(numberOf(kind, json))
    return this
  }

  /** @returns the bytes of this event alone, to be put after those before */
  append(event: Event): Buffer {
    const to = this.#to
    const json = factsOf(event)
    const [agent, page] = [numberOf('agent', json.agent), numberOf('page', json.page)]
    const { referrer, ...detail } = event.detail
    const hasDetail = !isEmpty(detail)
    const source = event.source && packSource(event.source)
    const isDirectView = event.type === 'page_view' && source === DIRECT
    const head =
      (isDirectView ? DIRECT_VIEW : EVENT_TYPES.indexOf(event.type)) +
      (agent === this.#agent ? SAME_AGENT : 0) +
      (page === this.#page ? SAME_PAGE : 0) +
      (event.receivedAt === this.#receivedAt ? SAME_RECEPTION : 0) +
      (source === null || isDirectView ? 0 : HAS_SOURCE) +
      (referrer === undefined ? 0 : HAS_REFERRER) +
      (hasDetail ? HAS_DETAIL : 0) +
      (event.bot === null ? 0 : IS_BOT)
    texts.share = this.#share
    to.reset()
    to.varint(head)
    to.elapsed(event.at - this.#at)
    if (!(head & SAME_RECEPTION)) writeReception(to, event, this.#receivedAt)
    writeId(to, event.id, this.#id)
    if (!(head & SAME_AGENT)) this.#fact('agent', json.agent, agent)
    if (!(head & SAME_PAGE)) this.#fact('page', json.page, page)
    if (head & HAS_SOURCE) this.#fact('source', source!)
    if (referrer !== undefined) this.#fact('referrer', JSON.stringify(referrer))
    if (hasDetail) writeDetail(to, texts, detail)
    if (event.bot !== null) to.varint(BOT_REASONS.indexOf(event.bot))
    this.#follow(event, agent, page)
    return to.finish()
  }

  #follow({ at, receivedAt, id }: Event, agent: number, page: number): void {
    this.#at = at
    this.#receivedAt = receivedAt
    this.#id = id
    this.#agent = agent
    this.#page = page
  }

  /** 0: in full; odd: by its place among those named before; even: by its number. */
  #fact(kind: FactKind, json: string, number = numberOf(kind, json)): void {
    const place = this.#known.indexOf(number)
    if (place !== -1) {
      this.#to.varint(2 * place + 1)
      return
    }
    this.#known.push(number)
    const key = this.#share(kind, json)
    this.#to.varint(key === null ? 0 : 2 * key + 2)
    if (key === null) this.#literal(kind, json)
  }

  #literal(kind: FactKind, json: string): void {
    const value = JSON.parse(json) as unknown
    if (kind === 'page') writePage(this.#to, texts, value as Page)
    else if (kind === 'agent') writeAgent(this.#to, texts, value as Agent)
    else if (kind === 'referrer') texts.text(value as string)
    else texts.text(json)
  }
}

/** A shorter text takes no more in full. */
const SHORTEST_SHARED = 3
const isNumber = (text: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(text)

function isEmpty(detail: object): boolean {
  for (const _ in detail) return false
  return true
}

/** Live, an event is received just after it happened; an import receives many at one moment. The shorter of the two. */
function writeReception(to: ByteWriter, { at, receivedAt }: Event, last: number): void {
  const [lag, step] = [receivedAt - at, receivedAt - last]
  if (Math.abs(step) < Math.abs(lag)) to.varint(2 * zigzag(step) + 1)
  else to.varint(2 * zigzag(lag))
}

function readReception(from: ByteReader, at: number, last: number): number {
  const head = from.varint()
  const distance = unzigzag(Math.floor(head / 2))
  return head % 2 === 1 ? last + distance : at + distance
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

/** All events that were packed, in the order in which they were. */
export function readEvents(bytes: Buffer, site: string, visitor: string | null, factOf: FactOf): Event[] {
  return [...new EventReader(bytes, site, visitor, factOf).all()]
}

/** What reports count of an event; what is shared is the same object each time that it is named. */
export interface EventCore extends Pick<Event, 'at' | 'id' | 'type' | 'detail'> {
  readonly isOfBot: boolean
  readonly page: Page
  readonly source: SourceParts | null
}

/** The same events as `readEvents` gives, without making all of each anew. */
export function readCores(bytes: Buffer, factOf: FactOf): EventCore[] {
  return new EventReader(bytes, '', null, factOf).cores()
}

/** Page views of people among packed events, in any order; a fraction of the work of `readEvents`.
 *  @param tell  told of each: when, and the page as it stands in `facts` */
export function readViews(bytes: Buffer, factOf: FactOf, tell: (at: UnixMs, page: Page) => void): void {
  new EventReader(bytes, '', null, factOf).views(tell)
}

class EventReader {
  readonly #from: ByteReader
  readonly #site: string
  readonly #visitor: string | null
  readonly #factOf: FactOf
  readonly #known: { readonly kind: FactKind; readonly value: unknown }[] = []
  #agent: Agent | null = null
  #page: Page = NO_PAGE
  readonly #last = { at: 0, receivedAt: 0, id: '' }

  constructor(bytes: Buffer, site: string, visitor: string | null, factOf: FactOf) {
    this.#from = new ByteReader(bytes)
    this.#site = site
    this.#visitor = visitor
    this.#factOf = factOf
  }

  *all(): Generator<Event> {
    while (!this.#from.isAtEnd) yield this.#next()
  }

  views(tell: (at: UnixMs, page: Page) => void): void {
    while (!this.#from.isAtEnd) {
      const { type, bot } = this.#fields()
      if (bot === null && type === 'page_view') tell(this.#last.at, this.#page)
    }
  }

  cores(): EventCore[] {
    const cores: EventCore[] = []
    while (!this.#from.isAtEnd) {
      const { type, bot, source, detail } = this.#fields()
      const { at, id } = this.#last
      cores.push({ at, id, type, isOfBot: bot !== null, page: this.#page, source, detail })
    }
    return cores
  }

  /** The facts named so far, as a packer calls them. */
  named(): { readonly kind: FactKind; readonly json: string }[] {
    return this.#known.map(({ kind, value }) => ({ kind, json: JSON.stringify(value) }))
  }

  #next(): Event {
    const { type, bot, source, referrer, detail } = this.#fields()
    const { id, at, receivedAt } = this.#last
    const [consent, device, browser, os, country] = this.#agent!
    const [host, path, title, topic, item, category] = this.#page
    return {
      site: this.#site,
      id,
      visitor: this.#visitor,
      consent,
      type,
      at,
      receivedAt,
      bot,
      host,
      path,
      title,
      topic,
      item,
      category,
      source: source && toSource(source),
      device,
      browser,
      os,
      country,
      detail: referrer === undefined ? detail : { ...detail, referrer },
    }
  }

  /** Reads an event: what others may have in common with it stays in this reader, the rest is told. */
  #fields() {
    const from = this.#from
    const head = from.varint()
    const at = this.#last.at + from.elapsed()
    const receivedAt =
      head & SAME_RECEPTION ? this.#last.receivedAt : readReception(from, at, this.#last.receivedAt)
    const id = readId(from, this.#last.id)
    if (!(head & SAME_AGENT)) this.#agent = this.#fact('agent') as Agent
    if (!(head & SAME_PAGE)) this.#page = this.#fact('page') as Page
    const isDirectView = (head & 15) === DIRECT_VIEW
    const source =
      head & HAS_SOURCE ? (this.#fact('source') as SourceParts) : isDirectView ? DIRECT_PARTS : null
    const referrer = head & HAS_REFERRER ? (this.#fact('referrer') as string) : undefined
    const detail = head & HAS_DETAIL ? readDetail(from, this.#texts) : {}
    const bot = head & IS_BOT ? BOT_REASONS[from.varint()]! : null
    this.#last.at = at
    this.#last.receivedAt = receivedAt
    this.#last.id = id
    return { type: isDirectView ? 'page_view' : EVENT_TYPES[head & 15]!, bot, source, referrer, detail }
  }

  readonly #texts: TextReader = {
    text: () => {
      const head = this.#from.varint()
      if (head === 0) return null
      if (head === 2) return String(this.#from.varint())
      return head === 1 ? this.#from.text() : (this.#factOf(head - 3) as string)
    },
  }

  #fact(kind: FactKind): unknown {
    const head = this.#from.varint()
    if (head % 2 === 1) return this.#known[(head - 1) / 2]!.value
    const value = head === 0 ? this.#literal(kind) : this.#factOf((head - 2) / 2)
    this.#known.push({ kind, value })
    return value
  }

  #literal(kind: FactKind): unknown {
    if (kind === 'page') return readPage(this.#from, this.#texts)
    if (kind === 'agent') return readAgent(this.#from, this.#texts)
    const text = this.#texts.text()!
    return kind === 'referrer' ? text : (JSON.parse(text) as unknown)
  }
}
