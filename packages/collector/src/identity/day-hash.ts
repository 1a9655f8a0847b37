import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY, type UnixMs } from '@koopsignaal/protocol'
import type { DayHash } from '../pipeline/index.ts'

/** Salts of imported days kept in memory at the same time. */
const MAX_IMPORT_DAYS = 400

/** Recognises a visitor for one UTC day without anything on the device: HMAC-SHA256 of site, address and user agent under a
 *  random salt. The day's salt is in memory and in one file, so that a restart does not split the day's visits; with the day
 *  it is overwritten, and nobody can link that day's hashes to a person any more, nor to the next day's.
 *  Days that are imported get a salt in memory only. */
export function createDayHash(dir: string, now: () => UnixMs): DayHash {
  const file = join(dir, 'day-salt.json')
  let today = readSalt(file, dayNumber(now())) ?? newSalt(file, dayNumber(now()))
  const imported = new Map<number, KeyObject>()

  function saltOf(at: UnixMs): KeyObject {
    const current = dayNumber(now())
    if (today.day !== current) today = newSalt(file, current)
    const day = dayNumber(at)
    if (day === current) return today.salt
    let salt = imported.get(day)
    if (salt === undefined) {
      if (imported.size >= MAX_IMPORT_DAYS) imported.delete(imported.keys().next().value!)
      salt = createSecretKey(randomBytes(32))
      imported.set(day, salt)
    }
    return salt
  }

  return ({ site, ip, userAgent, at }) =>
    createHmac('sha256', saltOf(at)).update(`${site}\0${ip}\0${userAgent}`).digest('hex').slice(0, 32)
}

function dayNumber(at: UnixMs): number {
  return Math.floor(at / DAY)
}

interface Salt {
  readonly day: number
  /** As a key object: a bare buffer makes `createHmac` take a path that is several times slower. */
  readonly salt: KeyObject
}

function readSalt(file: string, day: number): Salt | null {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { day: number; salt: string }
    const salt = Buffer.from(stored.salt, 'hex')
    return stored.day === day && salt.length === 32 ? { day, salt: createSecretKey(salt) } : null
  } catch {
    return null
  }
}

function newSalt(file: string, day: number): Salt {
  const salt = randomBytes(32)
  const next = `${file}.new`
  writeFileSync(next, JSON.stringify({ day, salt: salt.toString('hex') }), { mode: 0o600 })
  renameSync(next, file)
  return { day, salt: createSecretKey(salt) }
}
