import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../storage/fixtures.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { run } from './run.fixture.ts'

async function added(...options: readonly string[]): Promise<string> {
  const folder = temporaryFolder()
  await run(folder, 'site', 'add', 'example', '--domain', 'example.nl', ...options)
  return folder
}

async function siteIn(folder: string) {
  const store = openSqliteStore(folder)
  const site = await store.site('example')
  await store.close()
  return site
}

describe('site add', () => {
  it('lets the script alone keep the id, unless it is told otherwise', async () => {
    expect(await siteIn(await added())).toMatchObject({ cookie: 'script' })
    expect(await siteIn(await added('--cookie', 'server'))).toMatchObject({ cookie: 'server' })
  })
})

describe('site set', () => {
  it('changes what is given and nothing else', async () => {
    const folder = await added('--variant', 'core')
    const before = await siteIn(folder)
    const { code, out } = await run(folder, 'site', 'set', 'example', '--cookie', 'server')
    expect([code, out]).toEqual([
      0,
      ['Site example: consent cookieless, variant core, cookie server, delivery standard.'],
    ])
    expect(await siteIn(folder)).toEqual({ ...before, cookie: 'server' })
    await run(folder, 'site', 'set', 'example', '--consent', 'off', '--variant', 'full')
    await run(folder, 'site', 'set', 'example', '--delivery', 'offline')
    const others = { consent: 'off', variant: 'full', delivery: 'offline' }
    expect(await siteIn(folder)).toEqual({ ...before, cookie: 'server', ...others })
  })

  it.each([
    [['example', '--cookie', 'baker'], 2, "--cookie is 'baker': expected script, server."],
    [['example', '--delivery', 'slow'], 2, "--delivery is 'slow': expected standard, offline."],
    [['example', '--consent', 'granted'], 2, "--consent is 'granted'"],
    [['example'], 2, 'Nothing to change. Usage: koopsignaal site set'],
    [['other', '--cookie', 'server'], 1, "There is no site 'other'"],
  ])('refuses %j', async (args, expected, sentence) => {
    const { code, notes } = await run(await added(), 'site', 'set', ...args)
    expect(code).toBe(expected)
    expect(notes.join('\n')).toContain(sentence)
  })
})
