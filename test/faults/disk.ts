import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A data folder on a disk that can lose power, fail and fill up; see disk.c for what that is taken to mean. */
export interface Disk {
  /** The data folder. */
  readonly data: string
  /** Settings for the process that writes there. */
  readonly settings: Readonly<Record<string, string>>
  readonly fail: (fault: Fault) => void
  readonly mend: (fault: Fault) => void
  /** Call it after the process was killed: leaves in the data folder what a power cut would have, which is all that was fsynced
   *  and any part of what was not. */
  readonly cutPower: (random: () => number) => void
}

/** 'eio': no fsync succeeds; 'full': no file grows. */
export type Fault = 'eio' | 'full'

/** What a drive writes whole or not at all: 512 bytes, the smallest in use. */
const SECTOR = 512

let library: string | null | undefined

/** Builds the library once; null on a machine without a C compiler or without preloading. */
export function diskLibrary(): string | null {
  library ??= process.platform === 'linux' ? compile() : null
  return library
}

function compile(): string | null {
  const file = join(mkdtempSync(join(tmpdir(), 'koopsignaal-disk-')), 'disk.so')
  try {
    const source = join(import.meta.dirname, 'disk.c')
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', file, source, '-ldl'], { stdio: 'pipe' })
    return file
  } catch (error) {
    // A compiler that refuses the source is a mistake here; one that is not there is not.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** A new, empty disk for one test. */
export function createDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-disk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [data, safe] = [join(folder, 'data'), join(folder, 'safe')]
  mkdirSync(safe)
  return {
    data,
    settings: { LD_PRELOAD: diskLibrary()!, DISK_DIR: `${data}/`, DISK_SAFE: `${safe}/` },
    fail: (fault) => writeFileSync(join(safe, fault), ''),
    mend: (fault) => rmSync(join(safe, fault), { force: true }),
    cutPower: (random) => {
      for (const name of databaseFiles(data)) rmSync(join(data, name))
      for (const name of databaseFiles(safe)) {
        if (!name.endsWith('.pending')) copyFileSync(join(safe, name), join(data, name))
      }
      for (const name of databaseFiles(safe)) {
        if (name.endsWith('.pending')) writePart(safe, name, data, random)
      }
      // What is on the disk now has reached it.
      for (const name of databaseFiles(safe)) rmSync(join(safe, name))
      for (const name of databaseFiles(data)) copyFileSync(join(data, name), join(safe, name))
    },
  }
}

function databaseFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('koopsignaal.db'))
}

/** Any part, in sectors, of what was written and not fsynced. */
function writePart(safe: string, name: string, data: string, random: () => number): void {
  const file = join(data, name.replace(/\.pending$/, ''))
  const records = recordsOf(readFileSync(join(safe, name)))
  if (records.length === 0 || (!existsSync(file) && random() < 0.5)) return
  let content: Buffer = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  // One cut in three keeps all or nothing: those are the likely ones.
  const whole = random() < 1 / 3 ? Math.round(random()) : null
  for (const { at, bytes } of records) {
    if (bytes === null) {
      if ((whole ?? random()) > 0.5) content = resized(content, at)
      continue
    }
    for (let start = 0; start < bytes.length; start += SECTOR) {
      if ((whole ?? random()) <= 0.5) continue
      const sector = bytes.subarray(start, start + SECTOR)
      content = resized(content, Math.max(content.length, at + start + sector.length))
      sector.copy(content, at + start)
    }
  }
  writeFileSync(file, content)
}

function resized(content: Buffer, length: number): Buffer {
  if (length <= content.length) return content.subarray(0, length)
  return Buffer.concat([content, Buffer.alloc(length - content.length)])
}

/** The records that disk.c left; a last one that was cut short ends the list. */
function recordsOf(pending: Buffer): { at: number; bytes: Buffer | null }[] {
  const records: { at: number; bytes: Buffer | null }[] = []
  for (let place = 0; place + 16 <= pending.length; ) {
    const at = Number(pending.readBigInt64LE(place))
    const length = Number(pending.readBigInt64LE(place + 8))
    place += 16
    if (length < 0) records.push({ at, bytes: null })
    else if (length === 0 || place + length > pending.length) break
    else {
      records.push({ at, bytes: pending.subarray(place, place + length) })
      place += length
    }
  }
  return records
}
