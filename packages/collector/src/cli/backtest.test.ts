import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PRIORS } from '@koopsignaal/scoring'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../../../../test/support/app.ts'
import { koperWithQuote, zoekerFromSearch } from '../../../../test/support/visitors.ts'
import { newSite } from '../sites.ts'
import { main } from './main.ts'

let test: TestApp
let said: string[]

beforeEach(async () => {
  test = await createTestApp({ sites: [{ id: 'example', kind: 'shop' }] })
  said = []
  await test.post(koperWithQuote('koper-anne'))
  await test.post(zoekerFromSearch('zoeker-bram'))
})
afterEach(() => test.close())

const backtest = (...more: string[]) =>
  main(['backtest', '--site', 'example', '--data', test.dir, ...more], {
    env: {},
    print: (line) => said.push(line),
    note: (line) => said.push(line),
    isTerminal: false,
  })

it('moves nobody with the model that is in use', async () => {
  expect(await backtest('--kind', 'shop')).toBe(0)
  expect(said).toContain('0 of 2 visitors would end in another segment.')
})

it('tries what each site began with where nothing is named', async () => {
  await test.store.putSite(newSite({ id: 'second', kind: 'content', domains: ['second.nl'] }, NOON))
  const io = { env: {}, print: (line: string) => said.push(line), note: () => {}, isTerminal: false }
  expect(await main(['backtest', '--data', test.dir], io)).toBe(0)
  expect(said.filter((line) => line.endsWith(':') || line.endsWith('segment.'))).toEqual([
    'example:',
    '0 of 2 visitors would end in another segment.',
    'second:',
    '0 of 0 visitors would end in another segment.',
  ])
  said = []
  expect(await main(['backtest', '--data', test.dir, '--json'], io)).toBe(0)
  expect(said.map((line) => JSON.parse(line))).toMatchObject([
    { site: 'example', visitors: 2, other: { model: 'shop-1' } },
    { site: 'second', visitors: 0, other: { model: 'content-1' } },
  ])
})

it('shows who a stricter model would have scored otherwise, and changes nothing', async () => {
  const file = join(test.dir, 'strict.json')
  const strict = { ...PRIORS.shop, version: 'strict-1', koper: { enter: 95, exit: 90 } }
  writeFileSync(file, JSON.stringify(strict))
  const before = (await test.get('/v1/sites/example/visitors')).body
  expect(await backtest('--model', file, '--json')).toBe(0)
  expect(JSON.parse(said.at(-1)!)).toMatchObject({
    visitors: 2,
    other: { model: 'strict-1' },
    moved: [{ from: 'koper', to: 'zoeker', visitors: 1 }],
  })
  expect((await test.get('/v1/sites/example/visitors')).body).toEqual(before)
})

it('counts the same visits and conversions as the report of segments', async () => {
  await test.post({
    site: 'example',
    visitor: 'koper-anne',
    consent: 'granted',
    events: [{ id: 'order-anne-1', type: 'conversion', name: 'order' }],
  })
  test.clock.now += 1
  await backtest('--kind', 'shop', '--json')
  const { segments } = (await test.get('/v1/sites/example/segments')).body
  const { present } = JSON.parse(said.at(-1)!)
  for (const [i, row] of present.segments.entries()) {
    expect(row).toMatchObject({ visits: segments[i].visits, visitors: segments[i].visitors })
    expect(row.converted / row.visits || null).toBe(segments[i].conversionRate || null)
  }
})

it('shows what another topic map would have done', async () => {
  const file = join(test.dir, 'topics.json')
  writeFileSync(file, JSON.stringify([{ path: '/vacatures/**', topic: 'price' }]))
  await test.post({
    site: 'example',
    visitor: 'zoeker-bram',
    consent: 'granted',
    events: [
      { id: 'vacancy-bram-1', type: 'page_view', url: 'https://example.nl/vacatures/timmerman' },
      { id: 'vacancy-bram-2', type: 'page_view', url: 'https://example.nl/vacatures/x', topic: 'terms' },
    ],
  })
  await backtest('--topics', file, '--json')
  // The second page said itself what it is about; no map changes that.
  expect(JSON.parse(said.at(-1)!)).toMatchObject({ topicsChanged: 1 })
})

it.each([
  [['--kind', 'shop', '--model', 'x'], 'Give either --kind or --model.'],
  [['--kind', 'museum'], "--kind is 'museum': expected shop, services, content."],
  [['--model', '/nowhere.json'], /no usable model/],
  [['--topics', '/nowhere.json'], /no usable path rules/],
])('refuses %j with one sentence', async (args, sentence) => {
  expect(await backtest(...args)).toBe(2)
  expect(said.at(-1)).toMatch(sentence)
})
