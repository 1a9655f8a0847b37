import { createHash } from 'node:crypto'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../packages/collector/src/storage/sqlite/sqlite-store.ts'
import {
  ADMIN_TOKEN,
  BUILT_FILE,
  type CollectorProcess,
  dataFolder,
  type Exit,
  runProcess,
  startBuilt,
} from './faults/collector-process.ts'
import { createLoad } from './faults/load.ts'

/** Starting and stopping the built collector as a process of its own. */

const koopsignaal = (data: string, ...args: readonly string[]): Promise<Exit> =>
  runProcess([BUILT_FILE, ...args], { KOOPSIGNAAL_DATA: data }).exited

const loginLink = (text: string) => /http:\S+\/login\?key=\S+/.exec(text)?.[0]
const apiToken = (text: string) => /API token[^:]*: +(ks_\S+)/.exec(text)?.[1]

async function sitesFor(collector: CollectorProcess, token: string): Promise<number> {
  const { status } = await fetch(`${collector.url}/v1/sites`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return status
}

async function logIn(link: string): Promise<string | null> {
  const { headers } = await fetch(link, { redirect: 'manual' })
  return headers.get('set-cookie')
}

/** One sentence for a person, and nothing of the machinery. */
function expectOneSentence({ stdout, stderr }: Exit, words: RegExp): void {
  expect(stdout).toBe('')
  expect(stderr).toMatch(words)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal/)
}

describe('the first start', () => {
  it('prints what a person needs, and all of it works', async () => {
    const collector = await startBuilt(dataFolder(), {})
    const printed = collector.printed()
    expect(collector.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
    expect(await sitesFor(collector, apiToken(printed)!)).toBe(200)
    expect(await sitesFor(collector, `${apiToken(printed)}x`)).toBe(401)

    const tag = /<script async src="(\S+)"><\/script>/.exec(printed)![1]!
    expect(tag).toMatch(/\/k\/demo\.js$/)
    expect(await (await fetch(tag)).text()).toContain('../v1/events')
    const demo = /(http:\S+\/demo\/)/.exec(printed)![1]!
    expect(await (await fetch(demo)).text()).toContain('/k/demo.js')

    expect(await logIn(loginLink(printed)!)).toMatch(/^koop_session=ks_.*HttpOnly/)
    expect(await logIn(loginLink(printed)!)).toBeNull()
    expect(await collector.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
  })

  it('is the only one that prints a token, and the token goes on working', async () => {
    const data = dataFolder()
    const first = await startBuilt(data, {})
    const token = apiToken(first.printed())!
    await first.stop('SIGINT')
    const second = await startBuilt(data, {})
    expect(second.printed()).not.toContain('API token')
    expect(second.printed()).not.toContain(token)
    expect(loginLink(second.printed())).not.toBe(loginLink(first.printed()))
    expect(await sitesFor(second, token)).toBe(200)
  })

  it('makes no token when one is given, takes that one and never prints it', async () => {
    const collector = await startBuilt(dataFolder(), { KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN })
    expect(collector.printed()).not.toContain('API token')
    expect(await sitesFor(collector, ADMIN_TOKEN)).toBe(200)
    const { stdout, stderr } = await collector.stop('SIGTERM')
    expect(stdout + stderr).not.toContain(ADMIN_TOKEN)
  })
})

describe('a start that cannot be', () => {
  it('on a port that is in use says so, and is a first start again afterwards', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const data = dataFolder()
    const exit = await koopsignaal(data, 'serve', '--port', String(port))
    expect(exit.code).toBe(1)
    expectOneSentence(exit, new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use\\..*KOOPSIGNAAL_PORT`))
    expect((await startBuilt(data, {})).printed()).toContain('API token')
  })

  it('on an address that this machine does not have says so', async () => {
    const exit = await koopsignaal(dataFolder(), 'serve', '--host', '192.0.2.1')
    expect(exit.code).toBe(1)
    expectOneSentence(
      exit,
      /^Cannot listen on 192\.0\.2\.1:8400: .* Set KOOPSIGNAAL_HOST and KOOPSIGNAAL_PORT\.$/m,
    )
  })

  it('with a wrong setting names it and makes nothing', async () => {
    const data = dataFolder()
    const exit = await runProcess([BUILT_FILE, 'serve'], {
      KOOPSIGNAAL_DATA: data,
      KOOPSIGNAAL_TRUST_PROXY: 'yes',
    }).exited
    expect(exit.code).toBe(2)
    expectOneSentence(exit, /^KOOPSIGNAAL_TRUST_PROXY \(--trust-proxy\) is 'yes': expected /)
    expect(existsSync(data)).toBe(false)
  })

  it('with an admin token that no header carries does not repeat it', async () => {
    const exit = await runProcess([BUILT_FILE, 'serve'], {
      KOOPSIGNAAL_DATA: dataFolder(),
      KOOPSIGNAAL_ADMIN_TOKEN: 'hunter2 hunter2',
    }).exited
    expect(exit.code).toBe(2)
    expectOneSentence(exit, /^KOOPSIGNAAL_ADMIN_TOKEN/)
    expect(exit.stderr).not.toContain('hunter2')
  })

  it('in a data folder that cannot be made says so and leaves what is there', async () => {
    const file = dataFolder()
    writeFileSync(file, 'mine')
    const exit = await koopsignaal(join(file, 'deeper'), 'serve', '--port', '0')
    expect(exit.code).toBe(1)
    expectOneSentence(exit, /^The data folder .* cannot be made: .*KOOPSIGNAAL_DATA/)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('in a data folder that everybody can read says what to do', async () => {
    const data = dataFolder()
    mkdirSync(data)
    writeFileSync(join(data, 'notes'), 'mine')
    chmodSync(data, 0o755)
    const exit = await koopsignaal(data, 'serve', '--port', '0')
    expect(exit.code).toBe(1)
    expectOneSentence(exit, /can be read by every user of this machine\. Run: chmod 700 /)
  })

  it('on a database of a newer version says so and changes nothing', async () => {
    const data = dataFolder()
    await koopsignaal(data, 'site', 'add', 'example', '--domain', 'example.nl')
    const file = join(data, 'koopsignaal.db')
    const raw = new Database(file)
    raw.pragma('user_version = 99')
    raw.close()
    const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex')
    const before = digest()
    const exit = await koopsignaal(data, 'serve', '--port', '0')
    expect(exit.code).toBe(1)
    expectOneSentence(exit, /was made by a newer Koopsignaal \(schema 99, .*nothing was changed\.$/m)
    expect(digest()).toBe(before)
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it('on a damaged database says so', async () => {
    const data = dataFolder()
    mkdirSync(data, { mode: 0o700 })
    writeFileSync(join(data, 'koopsignaal.db'), 'x'.repeat(10_000))
    const exit = await koopsignaal(data, 'serve', '--port', '0')
    expect(exit.code).toBe(1)
    expectOneSentence(exit, /koopsignaal\.db cannot be opened: file is not a database/)
  })
})

describe('a running collector', () => {
  it('sees at once what commands add beside it', async () => {
    const data = dataFolder()
    const collector = await startBuilt(data, {})
    const port = new URL(collector.url).port
    expect((await fetch(`${collector.url}/k/tuin.js`)).status).toBe(404)
    expect((await koopsignaal(data, 'site', 'add', 'tuin', '--domain', 'tuin.nl')).code).toBe(0)
    expect((await fetch(`${collector.url}/k/tuin.js`)).status).toBe(200)

    const { stdout: token } = await koopsignaal(data, 'token', 'create', '--site', 'tuin', '--role', 'read')
    const ask = (site: string) =>
      fetch(`${collector.url}/v1/sites/${site}/segments`, {
        headers: { authorization: `Bearer ${token.trim()}` },
      })
    expect((await ask('tuin')).status).toBe(200)
    expect((await ask('demo')).status).toBe(404)

    const { stdout: link } = await koopsignaal(data, 'login', '--port', port)
    expect(await logIn(link.trim())).toMatch(/^koop_session=/)

    const doctor = await koopsignaal(data, 'doctor', '--port', port)
    expect(doctor).toMatchObject({ code: 0, stderr: '' })
    expect(doctor.stdout).toContain(`Collector at ${collector.url}: able to commit`)
  })

  it('exports to the standard output', async () => {
    const data = dataFolder()
    await koopsignaal(data, 'site', 'add', 'tuin', '--domain', 'tuin.nl')
    expect(await koopsignaal(data, 'export', '--site', 'tuin')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '0 events exported\n',
    })
  })

  it('has lost nothing that it acknowledged when it is asked to stop under load', async () => {
    const data = dataFolder()
    const collector = await startBuilt(data)
    const ledger = openSync(join(dirname(data), 'ledger'), 'a')
    const load = createLoad(ledger)
    const sending = load.run(collector.url, ADMIN_TOKEN)
    while (load.acknowledged().length < 50) await new Promise((resolve) => setTimeout(resolve, 5))
    // Nothing is under way for long: who waits for the connections that are kept alive is cut off after ten seconds.
    const hung = setTimeout(() => collector.child.kill('SIGKILL'), 9_000)
    const exit = await collector.stop('SIGTERM')
    clearTimeout(hung)
    await sending
    closeSync(ledger)
    expect(exit).toMatchObject({ code: 0, signal: null, stderr: '' })
    for (const status of load.refused().keys()) expect(status).toBe(503)

    const store = openSqliteStore(data)
    const stored = new Set([...store.events('demo')].map(({ id }) => id))
    await store.close()
    const acknowledged = load.acknowledged().flatMap(({ ids }) => ids)
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  })

  it('stops with the reason when its storage fails, and acknowledges nothing after that', async () => {
    const data = dataFolder()
    const collector = await startBuilt(data)
    const send = (event: object) =>
      fetch(`${collector.url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
        body: JSON.stringify({ site: 'demo', visitor: 'visitor-1', consent: 'granted', events: [event] }),
      })
    const view = { type: 'page_view', url: 'http://localhost/' }
    expect((await send({ ...view, id: 'event-0001' })).status).toBe(202)
    const raw = new Database(join(data, 'koopsignaal.db'))
    raw.exec('DROP TABLE new_ids')
    raw.close()
    expect((await send({ ...view, id: 'event-0002' })).status).toBe(503)
    const exit = await collector.exited
    expect(exit.code).toBe(1)
    expect(exit.stderr).toMatch(/^The storage failed and the collector has stopped: no such table/m)
    expect(exit.stderr).not.toMatch(/\bat .*:\d+:\d+/)
  })
})
