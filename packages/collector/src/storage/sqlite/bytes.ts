/** Writing and reading of small numbers and texts in few bytes. Whatever is read is read in the order in which it was written;
 *  the format holds no names and no lengths that the reader can know by itself. */

const FIRST_SIZE = 128

export class ByteWriter {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE)
  #length = 0

  get length(): number {
    return this.#length
  }

  byte(value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
  }

  /** @param value  a whole number from 0 to 2^53 - 1; seven bits a byte, the lowest first */
  varint(value: number): void {
    this.#room(8)
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length++] = rest
  }

  /** @param value  a whole number of either sign, under 2^52 */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** A distance in time of either sign; whole seconds, as logs and imports have them, take ten bits less. */
  elapsed(value: number): void {
    if (value % 1_000 === 0) this.signed(2 * (value / 1_000) + 1)
    else this.signed(2 * value)
  }

  double(value: number): void {
    this.#room(8)
    this.#length = this.#bytes.writeDoubleLE(value, this.#length)
  }

  /** A number that is mostly a small whole one: twice it, or 1 and the whole double. */
  number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < 2 ** 50 && !Object.is(value, -0)) {
      this.varint(2 * value)
    } else {
      this.byte(1)
      this.double(value)
    }
  }

  /** Digits that are a number take no more than that number. A half surrogate, which UTF-8 has no bytes for, survives. */
  text(value: string): void {
    if (NUMBER.test(value)) {
      this.varint(3)
      this.varint(Number(value))
      return
    }
    const encoding = value.isWellFormed() ? 'utf8' : 'utf16le'
    const length = Buffer.byteLength(value, encoding)
    this.varint(length * 4 + (encoding === 'utf8' ? 0 : 1))
    this.#room(length)
    this.#length += this.#bytes.write(value, this.#length, encoding)
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A copy of what was written. */
  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length))
  }

  /** The same as a string, a character a byte. */
  toLatin1(): string {
    return this.#bytes.toString('latin1', 0, this.#length)
  }

  /** Forgets what was written; the memory is used again. */
  reset(): void {
    this.#length = 0
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#length + more))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

const NUMBER = /^(?:0|[1-9]\d{0,14})$/

export class ByteReader {
  readonly #bytes: Buffer
  #at: number

  constructor(bytes: Buffer, start = 0) {
    this.#bytes = bytes
    this.#at = start
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  /** @throws RangeError past the end: such bytes were not written by `ByteWriter` */
  byte(): number {
    const value = this.#bytes[this.#at++]
    if (value === undefined) throw new RangeError('ByteReader: read past the end')
    return value
  }

  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
    }
  }

  signed(): number {
    const value = this.varint()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  elapsed(): number {
    const value = this.signed()
    return value % 2 === 0 ? value / 2 : 1_000 * ((value - 1) / 2)
  }

  double(): number {
    const value = this.#bytes.readDoubleLE(this.#at)
    this.#at += 8
    return value
  }

  number(): number {
    const value = this.varint()
    return value === 1 ? this.double() : value / 2
  }

  text(): string {
    const head = this.varint()
    if (head % 4 === 3) return String(this.varint())
    const bytes = this.raw(Math.floor(head / 4))
    return bytes.toString(head % 4 === 0 ? 'utf8' : 'utf16le')
  }

  raw(length: number): Buffer {
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    if (bytes.length < length) throw new RangeError('ByteReader: read past the end')
    this.#at += length
    return bytes
  }
}
