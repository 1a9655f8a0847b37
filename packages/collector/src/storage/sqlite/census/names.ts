import type { Source } from '@koopsignaal/protocol'
import { type CensusNames, type PageName, WHOLE_BELOW } from '../../store.ts'
import { type SourceParts, toSource } from '../pack.ts'
import type { Page } from '../pack-page.ts'

/** Gives each text a number, from 0 on. */
export class Numbered<T> {
  readonly list: T[]
  readonly #places = new Map<string, number>()

  /** @param first  what 0 stands for */
  constructor(first: T) {
    this.list = [first]
  }

  place(text: string, value: () => T): number {
    const known = this.#places.get(text)
    if (known !== undefined) return known
    this.#places.set(text, this.list.length)
    return this.list.push(value()) - 1
  }
}

const NO_PAGE: PageName = { path: null, title: null, topic: null }

/** What the numbers in a census stand for, and the other way round. It only grows: with the pages, campaigns and words of a site. */
export class Names implements CensusNames {
  readonly #sources = new Numbered<Source | null>(null)
  readonly #byPath = new Map<string | null, Map<string | null, Map<string | null, number>>>()
  readonly #paths = new Numbered<string | null>(null)
  readonly pathOf: number[] = [0]
  readonly #texts = new Numbered<string | null>(null)
  readonly #odd = new Numbered<number>(0)
  readonly #byFact = new Map<number, number>()
  readonly #byObject = new WeakMap<object, number>()
  readonly sources = this.#sources.list
  readonly pages: PageName[] = [NO_PAGE]
  readonly paths = this.#paths.list
  readonly texts = this.#texts.list

  source(source: Source | null): number {
    if (source === null) return 0
    const { channel, source: name, medium, campaign, term, content } = source
    return this.#sources.place(JSON.stringify([channel, name, medium, campaign, term, content]), () => source)
  }

  /** The same, by the number of the fact that it is: a fact never changes. */
  sourceOfFact(fact: number, source: () => Source): number {
    let place = this.#byFact.get(fact)
    if (place === undefined) {
      place = this.source(source())
      this.#byFact.set(fact, place)
    }
    return place
  }

  page(path: string | null, title: string | null, topic: string | null): number {
    if (path === null && title === null && topic === null) return 0
    // Not by one text of all three: making it takes longer than looking three times.
    const titles = within(this.#byPath, path)
    const topics = within(titles, title)
    let place = topics.get(topic)
    if (place === undefined) {
      place = this.pages.push({ path, title, topic }) - 1
      this.pathOf.push(path === null ? 0 : this.#paths.place(path, () => path))
      topics.set(topic, place)
    }
    return place
  }

  /** As `page` and `source`, of what packed events name: the same object mostly stands for the same again. */
  pageOf(page: Page): number {
    let place = this.#byObject.get(page)
    if (place === undefined) {
      const [, path, title, topic] = page
      place = this.page(path, title, topic)
      this.#byObject.set(page, place)
    }
    return place
  }

  sourceOf(parts: SourceParts | null): number {
    if (parts === null) return 0
    let place = this.#byObject.get(parts)
    if (place === undefined) {
      place = this.source(toSource(parts))
      this.#byObject.set(parts, place)
    }
    return place
  }

  text(text: string | null | undefined): number {
    return text === null || text === undefined ? 0 : this.#texts.place(text, () => text)
  }

  /** Whole numbers, which nearly all are, one higher; others by their place in a list. */
  code(value: number | undefined): number {
    if (value === undefined) return 0
    if (Number.isInteger(value) && value >= 0 && value < WHOLE_BELOW - 1 && !Object.is(value, -0))
      return value + 1
    return WHOLE_BELOW + this.#odd.place(String(value), () => value)
  }

  number(code: number): number | null {
    if (code === 0) return null
    return code < WHOLE_BELOW ? code - 1 : this.#odd.list[code - WHOLE_BELOW]!
  }
}

function within<Key, Value>(map: Map<Key, Map<string | null, Value>>, key: Key): Map<string | null, Value> {
  let inner = map.get(key)
  if (inner === undefined) {
    inner = new Map()
    map.set(key, inner)
  }
  return inner
}
