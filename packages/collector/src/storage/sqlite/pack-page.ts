import { CONSENT_MODES, DEVICES, type Event, TOPICS } from '@koopsignaal/protocol'
import type { ByteReader, ByteWriter } from './bytes.ts'

/** What an event has in common with others, as values of JSON. */

export type Agent = readonly [
  Event['consent'],
  Event['device'],
  browser: string | null,
  os: string | null,
  country: string | null,
]
export type Page = readonly [
  host: string | null,
  path: string | null,
  title: string | null,
  Event['topic'],
  item: string | null,
  category: string | null,
]

/** How texts within a fact are written: in full or by the number of a shared one. */
export interface TextWriter {
  text(value: string | null): void
}
export interface TextReader {
  text(): string | null
}

/** Stand for the item and the category within a path: a shop's addresses then differ in these alone. */
const ITEM = '\ue000'
const CATEGORY = '\ue001'
const MARKS = /[\ue000\ue001]/
/** A shorter name may be anywhere in a path by chance, and saves nothing. */
const SHORTEST = 3

export function writePage(to: ByteWriter, texts: TextWriter, page: Page): void {
  const [host, path, title, topic, item, category] = page
  const template = path === null ? null : toTemplate(path, item, category)
  writeChoice(to, TOPICS, topic, Number(template !== null))
  texts.text(host)
  texts.text(template ?? path)
  texts.text(title)
  texts.text(item)
  texts.text(category)
}

export function readPage(from: ByteReader, texts: TextReader): Page {
  const [topic, isTemplate] = readChoice(from, TOPICS)
  const [host, path, title, item, category] = [
    texts.text(),
    texts.text(),
    texts.text(),
    texts.text(),
    texts.text(),
  ]
  const whole = isTemplate && path !== null ? fromTemplate(path, item, category) : path
  return [host, whole, title, topic as Event['topic'], item, category]
}

function toTemplate(path: string, item: string | null, category: string | null): string | null {
  if (MARKS.test(path)) return null
  let template = path
  if (item !== null && item.length >= SHORTEST) template = template.replaceAll(item, ITEM)
  if (category !== null && category.length >= SHORTEST) template = template.replaceAll(category, CATEGORY)
  return template !== path && fromTemplate(template, item, category) === path ? template : null
}

function fromTemplate(template: string, item: string | null, category: string | null): string {
  return template.replace(new RegExp(MARKS, 'g'), (mark) => (mark === ITEM ? item : category) ?? '')
}

export function writeAgent(to: ByteWriter, texts: TextWriter, agent: Agent): void {
  const [consent, device, ...more] = agent
  writeChoice(to, CONSENT_MODES, consent, 0)
  writeChoice(to, DEVICES, device, 0)
  for (const text of more) texts.text(text)
}

export function readAgent(from: ByteReader, texts: TextReader): Agent {
  const consent = readChoice(from, CONSENT_MODES)[0] as Event['consent']
  const device = readChoice(from, DEVICES)[0] as Event['device']
  return [consent, device, texts.text(), texts.text(), texts.text()]
}

/** A word of a list by its place, with one bit more; another text in full. New words go to the end of their list. */
function writeChoice(to: ByteWriter, list: readonly string[], value: string | null, bit: number): void {
  const place = value === null ? -1 : list.indexOf(value)
  const code = value === null ? 0 : place === -1 ? 1 : place + 2
  to.varint(2 * code + bit)
  if (code === 1) to.text(value!)
}

function readChoice(from: ByteReader, list: readonly string[]): readonly [string | null, boolean] {
  const head = from.varint()
  const code = Math.floor(head / 2)
  const value = code === 0 ? null : code === 1 ? from.text() : list[code - 2]!
  return [value, head % 2 === 1]
}
