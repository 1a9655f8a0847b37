import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY, HOUR } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDayHash } from './day-hash.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
let dir: string
let now: number
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'koopsignaal-salt-'))
  now = NOON
})
afterEach(() => rmSync(dir, { recursive: true }))

const open = () => createDayHash(dir, () => now)
const anne = { site: 'example', ip: '203.0.113.9', userAgent: 'Firefox' }

describe('the hash of a day', () => {
  it('is the same all day, also after a restart', () => {
    const hash = open()({ ...anne, at: now })
    now += 11 * HOUR
    expect(open()({ ...anne, at: now })).toBe(hash)
    expect(hash).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is another tomorrow, and cannot be made again then', () => {
    const dayHash = open()
    const hash = dayHash({ ...anne, at: now })
    now += DAY
    expect(dayHash({ ...anne, at: now })).not.toBe(hash)
    expect(dayHash({ ...anne, at: NOON })).not.toBe(hash)
    expect(open()({ ...anne, at: NOON })).not.toBe(hash)
  })

  it.each([{ site: 'second' }, { ip: '203.0.113.10' }, { userAgent: 'Chrome' }])(
    'is another for %j',
    (other) => {
      const dayHash = open()
      expect(dayHash({ ...anne, ...other, at: now })).not.toBe(dayHash({ ...anne, at: now }))
    },
  )

  it('cannot be made the same by moving a letter from one part to the next', () => {
    const dayHash = open()
    const one = dayHash({ site: 'a', ip: 'b1', userAgent: 'c', at: now })
    expect(dayHash({ site: 'ab', ip: '1', userAgent: 'c', at: now })).not.toBe(one)
  })

  it('is one for each day of an import', () => {
    const dayHash = open()
    const past = NOON - 400 * DAY
    expect(dayHash({ ...anne, at: past })).toBe(dayHash({ ...anne, at: past + HOUR }))
    expect(dayHash({ ...anne, at: past })).not.toBe(dayHash({ ...anne, at: past + DAY }))
  })

  it('keeps its salt in one file that only its user can read', () => {
    open()
    expect(readdirSync(dir)).toEqual(['day-salt.json'])
    expect(statSync(join(dir, 'day-salt.json')).mode & 0o077).toBe(0)
  })

  it('throws its salt away when the day is over, also where nobody comes by', () => {
    const dayHash = open()
    const kept = () => readFileSync(join(dir, 'day-salt.json'), 'utf8')
    const salt = kept()
    now += 12 * HOUR - 1
    dayHash.turn()
    expect(kept()).toBe(salt)
    now += 1
    dayHash.turn()
    expect(kept()).not.toBe(salt)
    expect(dayHash({ ...anne, at: now })).toBe(open()({ ...anne, at: now }))
  })

  it('goes on where the salt cannot be written, and leaves none of yesterday', () => {
    const dayHash = open()
    // In the way of the file that a new salt is written to.
    mkdirSync(join(dir, 'day-salt.json.new', 'x'), { recursive: true })
    const hash = dayHash({ ...anne, at: now })
    now += DAY
    const next = dayHash({ ...anne, at: now })
    expect(next).not.toBe(hash)
    expect(dayHash({ ...anne, at: now })).toBe(next)
    expect(readdirSync(dir)).not.toContain('day-salt.json')
  })

  it.each(['', '{}', 'nonsense', '{"day":20778,"salt":"short"}'])(
    'begins anew with a salt file of %j',
    (content) => {
      writeFileSync(join(dir, 'day-salt.json'), content)
      expect(open()({ ...anne, at: now })).toMatch(/^[0-9a-f]{32}$/)
    },
  )
})
