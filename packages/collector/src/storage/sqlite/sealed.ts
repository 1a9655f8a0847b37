import { crc32 } from 'node:zlib'
import { EngineFailure } from '../store.ts'

/** A checksum at the end of a packed value, so that a bit that flipped on the disk is noticed and never served as truth.
 *  CRC-32 finds every single flip, and all but one of 4 billion others. */

/** Bytes that it takes. */
export const SEAL_SIZE = 4

/** @param about  what the value belongs to: the same bytes in another row do not pass
 *  @returns the bytes with their checksum after them */
export function seal(bytes: Uint8Array, about: number): Buffer {
  const sealed = Buffer.allocUnsafe(bytes.length + SEAL_SIZE)
  sealed.set(bytes)
  sealed.writeUInt32LE(crc32(bytes, about), bytes.length)
  return sealed
}

/** The same for bytes in a string, a character each. */
export function sealText(text: string, about: number): Buffer {
  const sealed = Buffer.allocUnsafe(text.length + SEAL_SIZE)
  sealed.write(text, 'latin1')
  sealed.writeUInt32LE(crc32(sealed.subarray(0, text.length), about), text.length)
  return sealed
}

/** @returns the bytes without their checksum
 *  @throws EngineFailure when they are not what was sealed */
export function unseal(sealed: Buffer, about: number, what: string): Buffer {
  const end = sealed.length - SEAL_SIZE
  const bytes = sealed.subarray(0, Math.max(0, end))
  if (end >= 0 && sealed.readUInt32LE(end) === crc32(bytes, about)) return bytes
  throw new EngineFailure(new Error(`${what} is damaged`))
}

/** Binds a seal to a row's other columns. */
export function fingerprintOf(
  numbers: readonly (number | null)[],
  ...texts: readonly (string | null)[]
): number {
  // Used again for the next row: making one takes longer than the checksum of it.
  if (doubles.length !== numbers.length) doubles = new Float64Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) doubles[i] = numbers[i] ?? Number.NaN
  return crc32(JSON.stringify(texts), crc32(doubles))
}

let doubles = new Float64Array()
