import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelsAnswer } from '@koopsignaal/protocol'
import { isProfileOf } from '@koopsignaal/scoring'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../../test/support/app.ts'
import { main } from './main.ts'
import { untilNight } from './nightly.ts'
import { run } from './run.fixture.ts'

/** Learning on a shop whose buyers look twice at the same product and whose passers-by do not. */

const DAY = 86_400_000
const HOUR = 3_600_000
let test: TestApp
let said: string[]

beforeEach(async () => {
  test = await createTestApp({ sites: [{ id: 'shop', kind: 'shop' }] })
  said = []
})
afterEach(() => test.close())

const learn = (...more: string[]) =>
  main(['learn', '--site', 'shop', '--data', test.dir, ...more], {
    env: {},
    print: (line) => said.push(line),
    note: (line) => said.push(line),
    isTerminal: false,
  })

async function aSeason(visitors: number): Promise<void> {
  const start = Date.now() - 120 * DAY
  for (let i = 0; i < visitors; i++) {
    const buys = i % 4 === 0
    const at = start + i * 0.4 * DAY
    const view = (n: number, item: string) => ({
      id: `view-${i}-${n}-abc`,
      type: 'page_view',
      at: Math.round(at + n * 30_000),
      url: `https://shop.nl/p/${item}`,
      item,
      category: buys ? 'buizen' : item,
    })
    const items = buys ? ['a', 'b', 'a', 'a', 'a'] : ['a', 'b', 'c', 'd', 'e']
    await test.postAsOwner({
      site: 'shop',
      visitor: `visitor-${i}`,
      consent: 'granted',
      events: [
        ...items.map((item, n) => view(n, item)),
        ...(buys
          ? [{ id: `order-${i}-abc`, type: 'conversion', name: 'order', at: Math.round(at + 200_000) }]
          : []),
      ],
    })
  }
}

const model = async () => (await test.store.site('shop'))?.model?.version ?? null

describe('learn', () => {
  it('keeps the prior when too little came true, and says so', async () => {
    await aSeason(8)
    expect(await learn()).toBe(0)
    expect(said.at(-1)).toMatch(/too few/)
    expect(await model()).toBeNull()
    expect(await test.store.modelDecisions('shop')).toMatchObject([{ decision: 'refused' }])
  })

  it('publishes a model that beats the prior, rescores everybody, and takes it back', async () => {
    await aSeason(240)
    expect(await learn()).toBe(0)
    expect(await model()).toBe('shop-1+shop-1')
    const visitor = async () => (await test.get('/v1/sites/shop/visitors/visitor-4')).body.model as string
    expect(await visitor()).toBe('shop-1+shop-1')
    const stored = await test.store.visitor({ site: 'shop', visitor: 'visitor-4' })
    expect(isProfileOf(stored!.profile, (await test.store.site('shop'))!.model!)).toBe(true)

    expect(await learn('--take-back')).toBe(0)
    expect(await model()).toBeNull()
    expect(await visitor()).toBe('shop-1')
    expect((await test.store.modelDecisions('shop')).map(({ decision }) => decision)).toEqual([
      'taken_back',
      'published',
    ])
  })

  it('tells over HTTP what says that the chances are percentages, or why they are not', async () => {
    await aSeason(240)
    expect(await learn()).toBe(0)
    const { present, models } = (await test.get<ModelsAnswer>('/v1/sites/shop/models')).body
    const heads = models[0]!.heads.filter(({ status }) => status === 'published')
    expect(heads.length).toBeGreaterThan(0)
    for (const { head, trials } of heads) {
      const { claim } = trials.at(-1)!
      expect(claim).toEqual({
        visits: expect.any(Number),
        within: 0.02,
        needed: 2 / 3,
        overall: expect.any(Number),
        ends: expect.any(Number),
        periods: expect.any(Number),
        latest: expect.any(Number),
        isSteady: expect.any(Boolean),
        comesTrue: present.calibratedHeads[head],
      })
      expect(claim.visits).toBeGreaterThan(0)
    }
  })

  it('writes the model and its figures to a file that a back-test reads', async () => {
    await aSeason(240)
    const file = join(test.dir, 'model.json')
    expect(await learn('--file', file)).toBe(0)
    const { decision, ...written } = JSON.parse(readFileSync(file, 'utf8'))
    expect(written).toEqual((await test.store.site('shop'))!.model)
    expect(decision).toMatchObject({
      decision: 'published',
      version: 'shop-1+shop-1',
      figures: { data: { visitors: 240, conversions: 60 }, now: { status: 'published' } },
    })
    expect(Date.parse(decision.at)).toBeGreaterThan(Date.now() - HOUR)
    const backtest = ['backtest', '--site', 'shop', '--data', test.dir, '--model', file, '--json']
    expect((await run(test.dir, ...backtest)).code).toBe(0)
  })

  it('decides nothing when the file cannot be written', async () => {
    await aSeason(240)
    expect(await learn('--file', join(test.dir, 'no-folder', 'model.json'))).toBe(1)
    expect(said.at(-1)).toMatch(/cannot be written/)
    expect(await model()).toBeNull()
    expect(await test.store.modelDecisions('shop')).toEqual([])
  })

  it('has nothing to take back from the prior', async () => {
    expect(await learn('--take-back')).toBe(1)
    expect(said.at(-1)).toMatch(/no learned model/)
  })
})

describe('the night', () => {
  it('begins at ten past three', () => {
    expect(untilNight(new Date(2026, 10, 21, 3, 0))).toBe(10 * 60_000)
    expect(untilNight(new Date(2026, 10, 21, 3, 10))).toBe(DAY)
    expect(untilNight(new Date(2026, 10, 21, 12, 0))).toBe(15 * 3_600_000 + 10 * 60_000)
  })
})
