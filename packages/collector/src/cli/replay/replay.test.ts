import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../app.ts'
import { createCommitter } from '../../commit.ts'
import { readConfig } from '../../config.ts'
import { createDayHash } from '../../identity/day-hash.ts'
import { createMetrics } from '../../metrics.ts'
import { askOf } from '../../questions/reports.ts'
import { newSite } from '../../sites.ts'
import { openSqliteStore } from '../../storage/sqlite/sqlite-store.ts'
import type { Store } from '../../storage/store.ts'
import { run } from '../run.fixture.ts'

/** One collector for all; each test has a site of its own. */
let folder: string
let data: string
let store: Store
let app: FastifyInstance
let url: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'koopsignaal-'))
  data = join(folder, 'data')
  const assets = join(folder, 'assets')
  mkdirSync(assets)
  writeFileSync(join(assets, 'k.js'), 'start(KOOP_SITE)')
  writeFileSync(join(assets, 'index.html'), '')
  store = openSqliteStore(data)
  app = await buildApp({
    store,
    committer: createCommitter({ store, onFatal: () => {} }),
    config: readConfig({ KOOPSIGNAAL_DATA: data }),
    ask: askOf(store),
    dayHash: createDayHash(data, Date.now),
    metrics: createMetrics(),
    now: Date.now,
    assets: { tracker: assets, dashboard: assets, examples: null },
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await app.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

async function addSite(id: string): Promise<void> {
  await store.putSite(newSite({ id, domains: [`${id}.nl`] }, Date.now()))
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const replay = (path: string, ...options: readonly string[]) =>
  run(data, 'replay', path, '--url', url, ...options)

/** The account that a replay prints with --json. */
async function account(path: string, ...options: readonly string[]) {
  const { code, out, notes } = await replay(path, '--json', ...options)
  expect(notes).toEqual([])
  expect(code).toBe(0)
  const read = JSON.parse(out[0]!) as Record<'read' | 'accepted' | 'duplicates' | 'dropped', number> & {
    reasons: Record<string, number>
  }
  expect(read.accepted + read.duplicates + read.dropped).toBe(read.read)
  expect(Object.values(read.reasons).reduce((sum, count) => sum + count, 0)).toBe(read.dropped)
  return read
}

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const hit = (ip: string, request: string, rest = `"-" "${CHROME}"`) =>
  `${ip} - - [21/Nov/2025:10:00:00 +0100] "${request}" 200 512 ${rest}`

const LOG = [
  hit('203.0.113.5', 'GET /drainage?utm_source=google HTTP/1.1', `"https://www.google.nl/" "${CHROME}"`),
  hit('2001:db8::1', 'GET /contact HTTP/2.0'),
  hit('203.0.113.5', 'GET /zoek?q=\\"drain\\" HTTP/1.1'),
  hit('203.0.113.5', 'GET /style.css HTTP/1.1'),
  hit('203.0.113.5', 'POST /contact HTTP/1.1'),
  'half a li',
  '',
]

const TSV = [
  'visitor\tvisit\tts_ms\tkind\titem\tcategory\tdetail',
  '17\t1\t1700000000000\tview\tp1\tc1\t',
  '17\t1\t1700000060000\tsearch\tdrain\t\t',
  '17\t1\t1700000120000\toutcome\t\t\torder',
  '18\t1\t1700000000000\thover\tp1\t\t',
  '18\t1\tlater\tview\tp1\t\t',
  `19\t1\t${Date.now() + 86_400_000}\tview\tp1\t\t`,
]

describe('replaying an access log', () => {
  it('accounts for every line, and a second time changes nothing', async () => {
    await addSite('log')
    const path = file('access.log', `${LOG.join('\n')}\n`)
    const first = await account(path, '--site', 'log')
    expect(first).toEqual({
      read: 7,
      accepted: 3,
      duplicates: 0,
      dropped: 4,
      reasons: { 'part of a page (image, script, feed)': 1, 'not a GET': 1, 'unreadable line': 2 },
    })
    const events = [...store.events('log')]
    // Each visitor's events stand together.
    expect(events.map(({ path: page, bot, at }) => [page, bot, at])).toEqual([
      ['/drainage', null, Date.UTC(2025, 10, 21, 9)],
      ['/zoek', null, Date.UTC(2025, 10, 21, 9)],
      ['/contact', null, Date.UTC(2025, 10, 21, 9)],
    ])
    expect(events[0]?.host).toBe('log.nl')
    expect(JSON.stringify(events)).not.toMatch(/203\.0\.113|2001:db8/)
    expect(events[0]?.visitor).toBe(events[1]?.visitor)
    expect(events[0]?.visitor).not.toBe(events[2]?.visitor)

    expect(await account(path, '--site', 'log')).toMatchObject({ accepted: 0, duplicates: 3, dropped: 4 })
    expect([...store.events('log')]).toEqual(events)
  })

  it('reads it gzipped, whatever its name, with Windows line ends', async () => {
    await addSite('gz')
    const path = file('access.log.1', gzipSync(LOG.join('\r\n')))
    expect(await account(path, '--site', 'gz')).toMatchObject({ read: 6, accepted: 3, dropped: 3 })
  })

  it('says so when an archive is damaged halfway', async () => {
    await addSite('half')
    const packed = gzipSync(
      Array.from({ length: 3_000 }, (_, i) => hit('203.0.113.5', `GET /${i} HTTP/1.1`)).join('\n'),
    )
    const path = file('half.gz', packed.subarray(0, packed.length - 200))
    const { code, notes } = await replay(path, '--site', 'half')
    expect(code).toBe(1)
    expect(notes.at(-1)).toMatch(/^.*half\.gz cannot be read to its end: .+\.$/)
  })
})

describe('replaying a clickstream', () => {
  it('accounts for every line but the header, and a second time changes nothing', async () => {
    await addSite('tsv')
    const path = file('stream.tsv', `${TSV.join('\n')}\n`)
    expect(await account(path, '--site', 'tsv')).toEqual({
      read: 6,
      accepted: 3,
      duplicates: 0,
      dropped: 3,
      reasons: { "unknown kind 'hover'": 1, 'unreadable time': 1, at_in_future: 1 },
    })
    const stored = await store.visitor({ site: 'tsv', visitor: 'visitor-17' })
    expect(stored?.profile.state).toMatchObject({ pageViews: 1, conversions: 1 })
    expect(await account(path, '--site', 'tsv')).toMatchObject({ accepted: 0, duplicates: 3, dropped: 3 })
    expect(await store.visitor({ site: 'tsv', visitor: 'visitor-17' })).toEqual(stored)
  })

  it('says what became of the lines in words', async () => {
    await addSite('words')
    const { out } = await replay(file('words.tsv', TSV.join('\n')), '--site', 'words')
    expect(out[0]).toBe('6 read = 3 accepted + 0 duplicates + 3 dropped')
    expect(out.slice(1).toSorted()).toEqual([
      '  dropped 1: at_in_future',
      "  dropped 1: unknown kind 'hover'",
      '  dropped 1: unreadable time',
    ])
  })

  it('sends more than fits in one request, and tells how far it is', async () => {
    await addSite('many')
    const lines = Array.from(
      { length: 11_000 },
      (_, i) => `${i % 9}\t1\t${1_700_000_000_000 + i}\tmicro\t\t\tx`,
    )
    const { code, out, notes } = await replay(
      file('many.tsv', [TSV[0], ...lines].join('\n')),
      '--site',
      'many',
    )
    expect(code).toBe(0)
    expect(out[0]).toBe('11000 read = 11000 accepted + 0 duplicates + 0 dropped')
    expect(notes).toEqual(['lines: 10000'])
  })
})

describe('a replay', () => {
  it('uses a token of its own and takes it back', async () => {
    await addSite('token')
    await account(file('token.tsv', TSV.join('\n')), '--site', 'token')
    await replay(file('nonsense.txt', 'nonsense'), '--site', 'token')
    expect(await store.tokens()).toEqual([])
  })

  it('takes a token that is given, also from the environment, without a data folder', async () => {
    await addSite('given')
    const { out } = await run(data, 'token', 'create', '--site', 'given', '--role', 'write')
    const path = file('given.tsv', TSV.join('\n'))
    const there = await run(
      join(folder, 'nowhere'),
      'replay',
      path,
      '--url',
      url,
      '--site',
      'given',
      '--token',
      out[0]!,
    )
    expect(there.code).toBe(0)
    expect(there.out[0]).toContain('3 accepted')
    await store.removeToken((await store.tokens())[0]!.hash)
  })

  it.each([
    ['a file that is not there', 'missing.log', /missing\.log cannot be read: ENOENT/],
    ['a folder', '', /cannot be read: EISDIR|cannot be read to its end: EISDIR/],
  ])('of %s says so', async (_, name, sentence) => {
    await addSite('none')
    const { code, out, notes } = await replay(join(folder, name), '--site', 'none')
    expect(code).toBe(1)
    expect(out).toEqual([])
    expect(notes).toEqual([expect.stringMatching(sentence)])
  })

  it('of another format says which it knows', async () => {
    const { code, notes } = await replay(file('list.csv', 'a,b,c\n1,2,3\n'), '--site', 'none')
    expect(code).toBe(1)
    expect(notes).toEqual([
      expect.stringMatching(/list\.csv is neither a combined access log nor a clickstream/),
    ])
  })

  it('of an empty file has nothing to do', async () => {
    expect((await replay(file('empty', ''), '--site', 'none')).out).toEqual([
      '0 read = 0 accepted + 0 duplicates + 0 dropped',
    ])
  })

  it('asks which site when there are several, and knows none that is not there', async () => {
    const path = file('which.tsv', TSV.join('\n'))
    expect(await replay(path)).toMatchObject({
      code: 2,
      notes: [expect.stringMatching(/^Which site\? Give --site: /)],
    })
    expect(await replay(path, '--site', 'other')).toMatchObject({
      code: 1,
      notes: ["There is no site 'other'."],
    })
  })
})
