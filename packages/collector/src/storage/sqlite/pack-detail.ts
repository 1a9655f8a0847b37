import type { EventDetail } from '@koopsignaal/protocol'
import type { ByteReader, ByteWriter } from './bytes.ts'
import type { TextReader, TextWriter } from './pack-page.ts'

/** Their place is in the stored bytes: new ones go to the end. */
const KEYS = [
  'cta',
  'engagedMs',
  'scrollPercent',
  'query',
  'results',
  'form',
  'href',
  'name',
  'value',
  'currency',
  'question',
  'answer',
  'rating',
  'props',
]
const KINDS = ['string', 'number', 'object']

/** What only some types of event carry, in the order in which it came. Law: readDetail gives what writeDetail got. */
export function writeDetail(to: ByteWriter, texts: TextWriter, detail: EventDetail): void {
  const entries = Object.entries(detail) as [string, unknown][]
  if (!entries.every(isKnown)) {
    to.byte(0)
    texts.text(JSON.stringify(detail))
    return
  }
  to.varint(entries.length)
  for (const [key, value] of entries) {
    const kind = KINDS.indexOf(typeof value)
    to.varint(KEYS.indexOf(key) * KINDS.length + kind)
    if (kind === 0) texts.text(value as string)
    else if (kind === 1) to.number(value as number)
    else texts.text(JSON.stringify(value))
  }
}

function isKnown([key, value]: [string, unknown]): boolean {
  return KEYS.includes(key) && KINDS.includes(typeof value)
}

export function readDetail(from: ByteReader, texts: TextReader): EventDetail {
  const count = from.varint()
  if (count === 0) return JSON.parse(texts.text()!) as EventDetail
  const detail: Record<string, unknown> = {}
  for (let i = 0; i < count; i++) {
    const head = from.varint()
    const key = KEYS[Math.floor(head / KINDS.length)]!
    const kind = head % KINDS.length
    detail[key] =
      kind === 0 ? texts.text() : kind === 1 ? from.number() : (JSON.parse(texts.text()!) as unknown)
  }
  return detail as EventDetail
}
