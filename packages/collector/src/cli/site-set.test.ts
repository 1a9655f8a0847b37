import { describe, expect, it } from 'vitest'
import { advanceVisitor } from '../advance-visitor.ts'
import { siteChange } from '../schemas/body-site.ts'
import { pageViews, temporaryFolder } from '../storage/fixtures.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { run } from './run.fixture.ts'
import { CHANGE_OPTIONS } from './site-change.ts'

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

  it('changes every setting that can be changed over HTTP', async () => {
    const folder = await added()
    const before = await siteIn(folder)
    const { code, out } = await run(
      folder,
      ...['site', 'set', 'example', '--domain', 'Example.nl, winkel.nl', '--kind', 'services'],
      ...['--time-zone', 'Europe/Brussels', '--language', 'en', '--hash-routing', 'on'],
      ...['--query-routing', 'on', '--goals', 'order=40, offerte=10'],
      ...['--topics', '/kennis/**=problem,/zoek=a=list'],
    )
    expect(code).toBe(0)
    expect(out.slice(1)).toEqual([
      '  domains example.nl, winkel.nl',
      '  kind services',
      '  time zone Europe/Brussels',
      '  language en',
      '  hash routing on',
      '  query routing on',
      '  goals order 40 a month, offerte 10 a month',
      '  topics /kennis/** problem, /zoek=a list',
    ])
    const after = await siteIn(folder)
    expect(after).toEqual({
      ...before,
      domains: ['example.nl', 'winkel.nl'],
      kind: 'services',
      timeZone: 'Europe/Brussels',
      language: 'en',
      hashRouting: true,
      queryRouting: true,
      goals: [
        { conversion: 'order', perMonth: 40 },
        { conversion: 'offerte', perMonth: 10 },
      ],
      topicRules: [
        { path: '/kennis/**', topic: 'problem' },
        { path: '/zoek=a', topic: 'list' },
      ],
    })
    await run(
      folder,
      'site',
      'set',
      'example',
      '--goals',
      'none',
      '--topics',
      'none',
      '--hash-routing',
      'off',
    )
    expect(await siteIn(folder)).toEqual({ ...after, goals: [], topicRules: [], hashRouting: false })
  })

  it('has an option for each setting that HTTP has', () => {
    const flags: Readonly<Record<string, string>> = {
      domains: 'domain',
      timeZone: 'time-zone',
      hashRouting: 'hash-routing',
      queryRouting: 'query-routing',
      topicRules: 'topics',
    }
    expect(Object.keys(CHANGE_OPTIONS).toSorted()).toEqual(
      Object.keys(siteChange.shape)
        .map((name) => flags[name] ?? name)
        .toSorted(),
    )
  })

  it('scores the visitors of another kind of site again', async () => {
    const folder = await added()
    const store = openSqliteStore(folder)
    await store.commit({ events: pageViews('visitor-a', 3), drops: [] }, advanceVisitor)
    await store.close()
    await run(folder, 'site', 'set', 'example', '--kind', 'content')
    const { code, out } = await run(folder, 'rebuild')
    expect([code, out]).toEqual([0, ['example: 1 visitors rebuilt, 0 came out differently']])
  })

  it.each([
    [
      ['example', '--goals', 'order'],
      2,
      "--goals is 'order': expected pairs such as order=40,offerte=10, or none.",
    ],
    [['example', '--topics', 'price'], 2, "--topics is 'price': expected pairs such as /kennis/**=problem,"],
    [['example', '--goals', 'order=veel'], 2, "--goals is 'order=veel': expected a"],
    [['example', '--goals', 'a=1,a=2'], 2, "--goals is 'a=1,a=2': names a conversion twice."],
    [['example', '--topics', '/a=onzin'], 2, "--topics is '/a=onzin': expected one of problem, solution"],
    [['example', '--time-zone', 'Mars'], 2, "--time-zone is 'Mars': expected a time zone such as"],
    [['example', '--domain', 'geen domein'], 2, "--domain is 'geen domein': expected a name such as"],
    [['example', '--hash-routing', 'yes'], 2, "--hash-routing is 'yes': expected on, off."],
    [['example', '--kind', 'zoo'], 2, "--kind is 'zoo': expected shop, services, content."],
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
