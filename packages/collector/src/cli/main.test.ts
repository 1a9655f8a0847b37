import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashToken } from '../auth/tokens.ts'
import { temporaryFolder } from '../storage/fixtures.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { fromRoot } from './built.ts'
import { run, runWith } from './run.fixture.ts'

/** Asks the store of a folder. */
async function ask<T>(
  folder: string,
  question: (store: ReturnType<typeof openSqliteStore>) => Promise<T>,
): Promise<T> {
  const store = openSqliteStore(folder)
  const answer = await question(store)
  await store.close()
  return answer
}

async function withSite(id = 'example'): Promise<string> {
  const folder = temporaryFolder()
  await run(folder, 'site', 'add', id, '--domain', 'example.nl')
  return folder
}

describe('help', () => {
  const commands = [
    'serve',
    'site add',
    'site set',
    'site list',
    'site tag',
    'token create',
    'login',
    'replay',
    'costs import',
    'learn',
    'backtest',
    'rebuild',
    'backup',
    'export',
    'doctor',
  ]

  it.each(commands)('of %s says how it is used and what each option is for', async (name) => {
    const { code, out, notes } = await runWith({}, ...name.split(' '), '--help')
    expect(code).toBe(0)
    expect(notes).toEqual([])
    const [usage, ...rest] = out.join('\n').split('\n')
    expect(usage).toMatch(new RegExp(`^Usage: koopsignaal ${name}`))
    expect(rest.length).toBeGreaterThan(1)
    for (const option of rest.filter((line) => line.startsWith('  --')))
      expect(option).toMatch(/^ {2}--\S+.* {2}\S/)
    for (const option of usage!.match(/--[a-z-]+/g) ?? []) expect(rest.join('\n')).toContain(`  ${option}`)
  })

  it.each([
    [['site'], "'site' needs one more word."],
    [['costs', 'bogus'], "There is no command 'costs bogus'."],
  ])('of %j, which is half a command, names the commands that begin so', async (args, said) => {
    const { code, out, notes } = await runWith({}, ...args)
    expect([code, notes]).toEqual([2, [said]])
    const named = commands.filter((name) => out.join('\n').includes(`\n  ${name} `))
    expect(named).toEqual(commands.filter((name) => name.startsWith(`${args[0]} `)))
  })

  it.each(['--help', '-h', 'help', 'help help'])('of all names every command: %s', async (words) => {
    const { code, out } = await runWith({}, ...words.split(' '))
    expect(code).toBe(0)
    for (const name of commands) expect(out.join('\n')).toContain(`\n  ${name}`)
  })

  it.each(['site', 'token', 'costs'])('of %s is that of all its commands', async (family) => {
    const { code, out } = await runWith({}, family, '--help')
    expect(code).toBe(0)
    for (const name of commands.filter((name) => name.startsWith(`${family} `)))
      expect(out.join('\n')).toContain(`koopsignaal ${name}`)
    expect(out.join('\n')).not.toContain('koopsignaal learn')
  })

  it('of one command is also asked for by help in front', async () => {
    expect(await runWith({}, 'help', 'site', 'add')).toEqual(await runWith({}, 'site', 'add', '-h'))
    expect(await runWith({}, 'help', 'frobnicate')).toMatchObject({
      code: 2,
      notes: ["There is no command 'frobnicate'."],
    })
  })

  it.each([[[]], [['frobnicate']], [['site']], [['site', 'remove', 'x']]])(
    'is shown for %j, which is wrong usage',
    async (args) => {
      const { code, out } = await runWith({}, ...args)
      expect(code).toBe(2)
      expect(out[0]).toMatch(/^Usage: koopsignaal <command>/)
    },
  )
})

it.each(['--version', '-v', 'version'])(
  '%s tells the version of package.json and nothing else',
  async (word) => {
    const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'))
    expect(await runWith({}, word)).toEqual({ code: 0, out: [version], notes: [] })
  },
)

describe('wrong usage', () => {
  it.each([
    [['site', 'add', 'example'], '--domain is missing'],
    [['site', 'add', '--domain', 'example.nl'], 'Usage: koopsignaal site add'],
    [['site', 'add', 'a', 'b', '--domain', 'example.nl'], 'Usage: koopsignaal site add'],
    [['site', 'add', 'a.b', '--domain', 'example.nl'], "The site id 'a.b'"],
    [['site', 'add', 'a', '--domain', 'https://example.nl/'], "--domain is 'https://example.nl/'"],
    [['site', 'add', 'a', '--domain', 'example.nl,'], "--domain is ''"],
    [['site', 'add', 'a', '--domain', 'example.nl', '--kind', 'bakery'], "--kind is 'bakery'"],
    [['site', 'add', 'a', '--domain', 'example.nl', '--variant', 'tiny'], "--variant is 'tiny'"],
    [['token', 'create', '--site', 'example', '--role', 'owner'], "--role is 'owner'"],
    [['token', 'create', '--role', 'read'], '--site is missing'],
    [['token', 'create', '--site', 'example'], '--role is missing'],
    [['backup'], 'Usage: koopsignaal backup <file>'],
    [['replay'], 'Usage: koopsignaal replay <file>'],
    [['replay', 'x', '--token', 'ks_1'], 'With --token give --site too'],
    [['doctor', 'now'], 'Usage: koopsignaal doctor'],
    [['rebuild', '--sight', 'x'], "Unknown option '--sight'"],
    [['serve', '--port', 'http'], "KOOPSIGNAAL_PORT (--port) is 'http'"],
    [['serve', '--port'], '--port'],
    [['serve', '--port', '-1'], "Option '--port' argument is ambiguous"],
    [['serve', '--store', 'postgres'], 'KOOPSIGNAAL_STORE'],
  ])('%j: exit code 2, one sentence, nothing made', async (args, sentence) => {
    const folder = temporaryFolder()
    const { code, out, notes } = await run(folder, ...args)
    expect(code).toBe(2)
    expect(out).toEqual([])
    expect(notes).toHaveLength(1)
    expect(notes[0]).toContain(sentence)
    expect(notes[0]).not.toContain('\n')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('site', () => {
  it('add keeps the site and prints its tag', async () => {
    const folder = temporaryFolder()
    const { code, out } = await run(
      folder,
      ...[
        'site',
        'add',
        'tuin',
        '--domain',
        'Example.nl, shop.example.nl',
        '--kind',
        'services',
        '--port',
        '9000',
      ],
    )
    expect(code).toBe(0)
    expect(out.at(-1)).toBe('<script async src="http://127.0.0.1:9000/k/tuin.js"></script>')
    expect(await ask(folder, (store) => store.site('tuin'))).toMatchObject({
      domains: ['example.nl', 'shop.example.nl'],
      kind: 'services',
      consent: 'cookieless',
    })
  })

  it('add refuses an id that is there and changes nothing', async () => {
    const folder = await withSite()
    const again = await run(folder, 'site', 'add', 'example', '--domain', 'other.nl')
    expect(again).toEqual({ code: 1, out: [], notes: ["There is a site 'example' already."] })
    expect((await ask(folder, (store) => store.site('example')))?.domains).toEqual(['example.nl'])
  })

  it('tag prints the address that the collector is set to listen on', async () => {
    const folder = await withSite()
    const first = async (...flags: string[]) => {
      const { out, notes } = await run(folder, 'site', 'tag', 'example', ...flags)
      return { address: /src="(.*)\/k\/example\.js"/.exec(out[0]!)![1], notes: notes.length }
    }
    expect(await first()).toEqual({ address: 'http://127.0.0.1:8400', notes: 0 })
    expect(await first('--port', '9001', '--host', '::1')).toEqual({ address: 'http://[::1]:9001', notes: 0 })
    expect(await first('--port', '0')).toEqual({ address: 'http://127.0.0.1:0', notes: 1 })
    const url = 'https://koop.example.nl'
    expect(await first('--url', `${url}/`)).toEqual({ address: url, notes: 0 })
  })

  it.each(['koop.example.nl', 'ftp://koop.example.nl', 'https://'])('tag prints none for %s', async (url) => {
    expect(await run(await withSite(), 'site', 'tag', 'example', '--url', url)).toEqual({
      code: 2,
      out: [],
      notes: [`--url is '${url}': expected an address such as https://koop.example.nl.`],
    })
  })

  it('list shows each with its kind and domains', async () => {
    const folder = await withSite()
    await run(folder, 'site', 'add', 'blog', '--domain', 'a.nl,b.nl', '--kind', 'content')
    expect((await run(folder, 'site', 'list')).out).toEqual([
      'blog\tcontent\ta.nl b.nl',
      'example\tshop\texample.nl',
    ])
  })
})

describe('token create', () => {
  it('prints the token and nothing else, and keeps its hash only', async () => {
    const folder = await withSite()
    const { code, out, notes } = await run(
      folder,
      'token',
      'create',
      '--site',
      'example',
      '--role',
      'read',
      '--label',
      'bi',
    )
    expect(code).toBe(0)
    expect(notes).toEqual([])
    expect(out).toHaveLength(1)
    expect(out[0]).toMatch(/^ks_[A-Za-z0-9_-]{43}$/)
    expect(await ask(folder, (store) => store.tokens())).toEqual([
      { hash: hashToken(out[0]!), site: 'example', role: 'read', label: 'bi', createdAt: expect.any(Number) },
    ])
  })

  it('refuses a site that is not there', async () => {
    const { code, out, notes } = await run(
      await withSite(),
      'token',
      'create',
      '--site',
      'other',
      '--role',
      'read',
    )
    expect(code).toBe(1)
    expect(out).toEqual([])
    expect(notes[0]).toContain("There is no site 'other'. Add it: koopsignaal site add other")
  })
})

describe('login', () => {
  it('prints a link with a key that works once', async () => {
    const folder = await withSite()
    const { out } = await run(folder, 'login', '--host', '::1', '--port', '8500')
    const [, key] = /^http:\/\/\[::1\]:8500\/login\?key=(ks_\S+)$/.exec(out[0]!) ?? []
    await ask(folder, async (store) => {
      expect(await store.takeLogin('key', hashToken(key!), Date.now() + 14 * 60_000)).toBe(true)
      expect(await store.takeLogin('key', hashToken(key!), Date.now())).toBe(false)
    })
  })
})

describe('a folder without a database', () => {
  it.each([
    [['site', 'list']],
    [['token', 'create', '--site', 'example', '--role', 'read']],
    [['login']],
    [['replay', 'x.log']],
    [['rebuild']],
    [['backup', 'b.db']],
    [['export', '--site', 'example']],
    [['doctor']],
  ])('is not taken for an empty collector by %j', async (args) => {
    const folder = join(temporaryFolder(), 'mistyped')
    expect(await run(folder, ...args)).toEqual({
      code: 1,
      out: [],
      notes: [`There is no database in ${folder}. Start the collector once, or set KOOPSIGNAAL_DATA.`],
    })
    expect(existsSync(folder)).toBe(false)
  })

  it('that is a file is refused', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const { code, notes } = await run(file, 'site', 'add', 'a', '--domain', 'a.nl')
    expect(code).toBe(1)
    expect(notes[0]).toContain(`The data folder ${file} `)
  })
})
