import { hash, randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY, type UnixMs } from '@koopsignaal/protocol'
import type { DayHash } from '../pipeline/index.ts'

/** Salts of imported days kept in memory at the same time. */
const MAX_IMPORT_DAYS = 400

export interface KeptDayHash extends DayHash {
  /** Throws away the salt of a day that is over. To be called now and then: on a quiet site no event does it. */
  readonly turn: () => void
}

/** Recognises a visitor for one UTC day without anything on the device: SHA-256 of a random salt with site, address and user agent. The day's salt is in memory and in one file, so that a restart does not split the day's visits; with the day
 *  it is overwritten, and nobody can link that day's hashes to a person any more, nor to the next day's.
 *  Days that are imported get a salt in memory only. */
export function createDayHash(dir: string, now: () => UnixMs): KeptDayHash {
  const file = join(dir, 'day-salt.json')
  let today = readSalt(file, dayNumber(now())) ?? newSalt(file, dayNumber(now()))
  const imported = new Map<number, string>()

  function turn(): number {
    const current = dayNumber(now())
    if (today.day !== current) today = newSalt(file, current)
    return current
  }

  function saltOf(at: UnixMs): string {
    const current = turn()
    const day = dayNumber(at)
    if (day === current) return today.salt
    let salt = imported.get(day)
    if (salt === undefined) {
      if (imported.size >= MAX_IMPORT_DAYS) imported.delete(imported.keys().next().value!)
      salt = randomBytes(SALT_BYTES).toString('hex')
      imported.set(day, salt)
    }
    return salt
  }

  // The salt in front, always as long, and half of what comes out: nobody can hash on from what is kept, which is what HMAC is there
  // against. It would take three times as long.
  const dayHash: DayHash = ({ site, ip, userAgent, at }) =>
    hash('sha256', `${saltOf(at)}${site}\0${ip}\0${userAgent}`).slice(0, 32)
  return Object.assign(dayHash, { turn: () => void turn() })
}

const SALT_BYTES = 32

function dayNumber(at: UnixMs): number {
  return Math.floor(at / DAY)
}

interface Salt {
  readonly day: number
  /** Hexadecimal. */
  readonly salt: string
}

function readSalt(file: string, day: number): Salt | null {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Salt
    const isWhole = Buffer.from(stored.salt, 'hex').length === SALT_BYTES
    return stored.day === day && isWhole ? { day, salt: stored.salt } : null
  } catch {
    return null
  }
}

/** A full disk has no room for a salt: then it is in memory alone, and a restart splits the visits of that day. */
function newSalt(file: string, day: number): Salt {
  const fresh = { day, salt: randomBytes(SALT_BYTES).toString('hex') }
  const next = `${file}.new`
  try {
    writeFileSync(next, JSON.stringify(fresh), { mode: 0o600 })
    renameSync(next, file)
  } catch {
    rmSync(file, { force: true })
  }
  return fresh
}
