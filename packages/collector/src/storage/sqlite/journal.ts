import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { EngineFailure } from '../store.ts'

/** Beside the database, with its name before it: whoever moves the one moves the other. */
export const JOURNAL_FILE = 'koopsignaal.db-groups'

/** Chosen: what a busy collector takes in between two settlements, some times over. */
const SIZE = 4 * 1024 * 1024
/** Before each record: generation, number within it, length, and a checksum of these and the bytes. */
const HEAD = 16

/** A file in which groups are safe before their rows are committed: writing a group here takes a few KB in one place, where its rows
 *  take a page for each visitor. It has its full length from the start and is written from its beginning again and again, so that a
 *  sync has nothing but these bytes to write. Records carry the generation that they are of: what an earlier one left behind
 *  counts for nothing. */
export class Journal {
  readonly #path: string
  #descriptor: number | null = null
  #generation = 0
  #number = 0
  #end = 0
  /** How far anything may have been written. */
  #used = 0
  #failure: EngineFailure | null = null
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null

  readonly #isUsed: boolean

  /** @param isUsed  false: it is only read, for what an earlier process may have left there */
  constructor(path: string, isUsed = true) {
    this.#path = path
    this.#isUsed = isUsed
  }

  /** This process has written to it. */
  get isOpen(): boolean {
    return this.#descriptor !== null
  }

  /** Begins a generation: everything written before is settled.
   *  @returns false when it is not used, or there is no room on the disk for it */
  begin(generation: number): boolean {
    if (!this.#isUsed || !this.#open()) return false
    this.#generation = generation
    this.#number = 0
    this.#end = 0
    return true
  }

  /** @returns false when there is no room for it before the next generation
   *  @throws EngineFailure when the disk does not take it */
  append(bytes: Uint8Array): boolean {
    if (this.#failure !== null) throw this.#failure
    const end = this.#end + HEAD + bytes.length
    if (this.#descriptor === null || end > SIZE) return false
    const record = Buffer.allocUnsafe(HEAD + bytes.length)
    record.set(bytes, HEAD)
    writeHead(record, this.#generation, this.#number)
    this.#try(() => writeAll(this.#descriptor!, record, this.#end))
    this.#number++
    this.#end = end
    this.#used = Math.max(this.#used, end)
    return true
  }

  /** Resolves when all that was appended before is on the disk. Those who ask while the disk is busy wait for one sync together.
   *  @throws EngineFailure when the disk does not take it; from then on always */
  safe(): Promise<void> {
    if (this.#next !== null) return this.#next
    const before = this.#running
    this.#next = (before ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        this.#running = this.#next
        this.#next = null
        return this.#sync()
      })
    return this.#next
  }

  /** The records of a generation in their order, up to the first that is not whole: what follows it was acknowledged to nobody. */
  records(generation: number): readonly Buffer[] {
    if (!existsSync(this.#path)) return []
    const bytes = readFileSync(this.#path)
    const found: Buffer[] = []
    for (let at = 0; at + HEAD <= bytes.length; ) {
      const end = at + HEAD + bytes.readUInt32LE(at + 8)
      const record = bytes.subarray(at, end)
      if (end > bytes.length || !isWhole(record, generation, found.length)) break
      found.push(record.subarray(HEAD))
      at = end
    }
    return found
  }

  /** Overwrites what was settled, so that nothing of an erased visitor is left here either.
   *  @throws EngineFailure when the disk does not take it */
  wipe(): void {
    if (!existsSync(this.#path) || !this.#open() || this.#used === 0) return
    const descriptor = this.#descriptor!
    this.#try(() => {
      writeAll(descriptor, Buffer.alloc(this.#used), 0)
      fdatasyncSync(descriptor)
    })
    this.#used = 0
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #open(): boolean {
    if (this.#descriptor !== null) return true
    const isThere = existsSync(this.#path) && statSync(this.#path).size === SIZE
    try {
      this.#descriptor = isThere ? openSync(this.#path, 'r+') : make(this.#path)
    } catch {
      // A full disk: groups are committed one by one, and their senders told if that does not work.
      return false
    }
    // What another process has left there.
    this.#used = isThere ? SIZE : 0
    return true
  }

  #sync(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      fdatasync(this.#descriptor!, (error) => {
        if (error === null) resolve()
        else reject(this.#fail(error))
      })
    })
  }

  #try(work: () => void): void {
    try {
      work()
    } catch (error) {
      throw this.#fail(error)
    }
  }

  /** The kernel forgets what it could not write: a second try that works would prove nothing. Source: fsyncgate, 2018. */
  #fail(error: unknown): EngineFailure {
    this.#failure ??= new EngineFailure(new Error(`disk I/O error: ${(error as Error).message}`))
    return this.#failure
  }
}

function make(path: string): number {
  const descriptor = openSync(path, 'w+', 0o600)
  try {
    writeAll(descriptor, Buffer.alloc(SIZE), 0)
    fsyncSync(descriptor)
    syncFolder(dirname(path))
    return descriptor
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** A new file is there after a power cut only when its folder says so. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(descriptor, bytes, done, bytes.length - done, at + done)
}

function writeHead(record: Buffer, generation: number, number: number): void {
  record.writeUInt32LE(generation, 0)
  record.writeUInt32LE(number, 4)
  record.writeUInt32LE(record.length - HEAD, 8)
  record.writeUInt32LE(checksumOf(record), 12)
}

function isWhole(record: Buffer, generation: number, number: number): boolean {
  return (
    record.readUInt32LE(0) === generation &&
    record.readUInt32LE(4) === number &&
    record.length > HEAD &&
    record.readUInt32LE(12) === checksumOf(record)
  )
}

function checksumOf(record: Buffer): number {
  return crc32(record.subarray(HEAD), crc32(record.subarray(0, 12)))
}
