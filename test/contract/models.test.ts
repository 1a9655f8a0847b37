import type { BacktestAnswer, ModelsAnswer } from '@koopsignaal/protocol'
import { PRIORS } from '@koopsignaal/scoring'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../packages/collector/src/cli/main.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, BRAM, koperWithQuote, zoekerFromSearch } from '../support/visitors.ts'

/** Which model scores a site, and what another would have made of its past. */

let test: TestApp

beforeAll(async () => {
  test = await createTestApp({ sites: [{ id: 'example', kind: 'shop' }] })
  await test.post(koperWithQuote(ANNE))
  await test.post(zoekerFromSearch(BRAM))
  test.clock.now += 1_000
})
afterAll(() => test.close())

const backtest = async (payload: object) => {
  const { statusCode, body } = await test.app.inject({
    method: 'POST',
    url: '/v1/sites/example/backtests',
    headers: { authorization: `Bearer ${test.adminToken}` },
    payload,
  })
  return { status: statusCode, body: JSON.parse(body) }
}

describe('GET /v1/sites/{site}/models', () => {
  it('tells the model in use and, after a night, what was decided and on which figures', async () => {
    const before = (await test.get<ModelsAnswer>('/v1/sites/example/models')).body
    expect(before).toMatchObject({
      present: { version: PRIORS.shop.version, calibratedHeads: { now: false, later: false } },
      models: [],
      next: null,
    })
    expect(before.present.signals).toHaveLength(PRIORS.shop.weights.length)
    const io = { env: {}, print: () => {}, note: () => {}, isTerminal: false }
    expect(await main(['learn', '--site', 'example', '--data', test.dir], io)).toBe(0)
    const { models } = (await test.get<ModelsAnswer>('/v1/sites/example/models')).body
    expect(models).toEqual([
      {
        at: expect.stringMatching(/Z$/),
        decision: 'refused',
        version: PRIORS.shop.version,
        reason: expect.stringContaining('too few'),
        heads: ['now', 'later'].map((head) => ({
          head,
          status: 'too_few',
          positives: 0,
          needed: 5,
          trials: [],
          rivals: null,
        })),
        borders: null,
      },
    ])
  })
})

describe('POST /v1/sites/{site}/backtests', () => {
  it('says who would have been scored otherwise, and changes nothing', async () => {
    const strict = { ...PRIORS.shop, version: 'strict-1', koper: { enter: 95, exit: 90 } }
    const before = (await test.get('/v1/sites/example/visitors')).body
    const { status, body } = await backtest({ model: strict })
    const answer = body as BacktestAnswer
    expect(status).toBe(200)
    expect(answer).toMatchObject({
      visitors: 2,
      share: 1,
      topicsChanged: 0,
      present: { model: PRIORS.shop.version },
      other: { model: 'strict-1' },
      moved: [{ from: 'koper', to: 'zoeker', visitors: 1 }],
      examples: [{ id: ANNE, from: 'koper', to: 'zoeker' }],
    })
    expect(answer.present.heads.map(({ head, calibrated }) => [head, calibrated])).toEqual([
      ['now', false],
      ['later', false],
    ])
    expect((await test.get('/v1/sites/example/visitors')).body).toEqual(before)
  })

  it('names nobody who gave no consent', async () => {
    await test.post({ ...koperWithQuote(ANNE), visitor: undefined, consent: 'cookieless' })
    const { body } = await backtest({ model: { ...PRIORS.shop, koper: { enter: 95, exit: 90 } } })
    expect(body.moved).toEqual([{ from: 'koper', to: 'zoeker', visitors: 2 }])
    expect(body.examples.map(({ id }: { id: string }) => id)).toEqual([ANNE])
  })

  it.each([
    [{}, /give a kind, a model, or topicRules/],
    [{ kind: 'shop', model: PRIORS.shop }, /exclude each other/],
    [{ kind: 'museum' }, /kind/],
    [{ model: { version: 'x' } }, /^model\./],
    [{ model: { ...PRIORS.shop, base: 99 } }, /base/],
    [{ model: { ...PRIORS.shop, base: '5' } }, /^model\.base/],
    [{ topicRules: [{ path: '/x', topic: 'nonsense' }] }, /topicRules/],
  ])('refuses %j with a message that says what to change', async (payload, message) => {
    const { status, body } = await backtest(payload)
    expect(status).toBe(400)
    expect(body.error).toEqual({ code: 'invalid_request', message: expect.stringMatching(message) })
  })
})
