import type { ByteReader, ByteWriter } from './bytes.ts'

/** Ids of events and visitors in few bytes: the snippet's are digits, others' often hex. Law: readId gives what writeId got. */

interface Alphabet {
  readonly letters: string
  /** How many letters become one number of how many bits. */
  readonly group: number
  readonly bits: number
}

/** Their place is in the stored bytes. Three digits fill ten bits all but to the last. */
const ALPHABETS: readonly Alphabet[] = [
  { letters: '0123456789', group: 3, bits: 10 },
  { letters: '0123456789abcdef', group: 1, bits: 4 },
  {
    letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
    group: 1,
    bits: 6,
  },
]
const PLAIN = ALPHABETS.length
const PATTERNS = [/^\d*$/, /^[0-9a-f]*$/, /^[\w-]*$/]

const PLACES = ALPHABETS.map(({ letters }) => {
  const places = new Uint8Array(128)
  for (let i = 0; i < letters.length; i++) places[letters.charCodeAt(i)] = i
  return places
})

/** @param before  an id that the reader will know too: what both begin with is not written again */
export function writeId(to: ByteWriter, id: string, before = ''): void {
  const same = sharedStart(id, before)
  const rest = same === 0 ? id : id.slice(same)
  const kind = PATTERNS.findIndex((pattern) => pattern.test(rest))
  // One number for kind, whether something is shared, and the length.
  const head = (kind === -1 ? PLAIN : kind) + (same > 0 ? 4 : 0)
  if (kind === -1) {
    to.varint(head)
    if (same > 0) to.varint(same)
    to.text(rest)
    return
  }
  to.varint(head + 8 * rest.length)
  if (same > 0) to.varint(same)
  writeLetters(to, rest, kind)
}

export function readId(from: ByteReader, before = ''): string {
  const head = from.varint()
  const kind = head % 4
  const start = head & 4 ? before.slice(0, from.varint()) : ''
  return start + (kind === PLAIN ? from.text() : readLetters(from, Math.floor(head / 8), kind))
}

/** A start of one or two letters is not worth the byte that tells it. */
function sharedStart(id: string, before: string): number {
  const end = Math.min(id.length, before.length)
  let same = 0
  while (same < end && id.charCodeAt(same) === before.charCodeAt(same)) same++
  return same < 3 ? 0 : same
}

function writeLetters(to: ByteWriter, text: string, kind: number): void {
  const { letters, group, bits } = ALPHABETS[kind]!
  const places = PLACES[kind]!
  let [waiting, held] = [0, 0]
  for (let i = 0; i < text.length; i += group) {
    let value = 0
    for (let k = i; k < i + group; k++)
      value = value * letters.length + (k < text.length ? places[text.charCodeAt(k)]! : 0)
    waiting = (waiting << bits) | value
    for (held += bits; held >= 8; held -= 8) to.byte((waiting >>> (held - 8)) & 0xff)
    waiting &= (1 << held) - 1
  }
  if (held > 0) to.byte((waiting << (8 - held)) & 0xff)
}

function readLetters(from: ByteReader, length: number, kind: number): string {
  const { letters, group, bits } = ALPHABETS[kind]!
  let [text, waiting, held] = ['', 0, 0]
  while (text.length < length) {
    for (; held < bits; held += 8) waiting = (waiting << 8) | from.byte()
    held -= bits
    text += toLetters(waiting >>> held, letters, group)
    waiting &= (1 << held) - 1
  }
  return text.slice(0, length)
}

function toLetters(value: number, letters: string, group: number): string {
  if (group === 1) return letters[value]!
  return String(value).padStart(group, '0')
}
