import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { historiesOf, learnSite } from '@koopsignaal/learning'
import { type AssessmentForOwner, type Event, MINUTE, type WireEvent } from '@koopsignaal/protocol'
import { type Model, PRIORS } from '@koopsignaal/scoring'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken, newToken } from '../packages/collector/src/auth/tokens.ts'
import { run } from '../packages/collector/src/cli/run.fixture.ts'
import { type Collector, startCollector } from '../packages/collector/src/cli/serve.ts'
import { newSite } from '../packages/collector/src/sites.ts'
import { configOf } from './support/config.ts'
import { type OwnerBatch, tellAll } from './support/owner-server.ts'
import { distanceOf, saidDirectly } from './support/said-directly.ts'
import { type Shopper, shoppers } from './support/shoppers.ts'

/** A site's past is replayed, its model is learned, then visitors arrive that the model has not seen: what their answers say is what scoring
 *  and learning say without a collector. `bench/eval-http.ts` does the same with recorded visitors. */

const SITE = 'winkel'
const EVERYBODY = shoppers(420)
const KNOWN = EVERYBODY.slice(0, 340)
const UNSEEN = EVERYBODY.slice(340)

let folder: string
let collector: Collector
let token: string
let answers: ReadonlyMap<string, AssessmentForOwner>
let model: Model

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'koopsignaal-intent-'))
  collector = await startCollector(configOf(folder), { demo: false })
  await collector.store.putSite(newSite({ id: SITE, domains: ['winkel.nl'], kind: 'shop' }, Date.now()))
  token = newToken()
  const hash = hashToken(token)
  await collector.store.putToken({ hash, site: SITE, role: 'write', label: '', createdAt: Date.now() })
  await replay(KNOWN)
  expect((await run(folder, 'learn', '--site', SITE)).code).toBe(0)
  answers = await tellAll({ url: collector.url, site: SITE, token }, UNSEEN.flatMap(toBatches))
  model = learnSite(KNOWN.flatMap(toEvents), PRIORS.shop, { site: SITE, until: Date.now(), number: 1 }).model
}, 120_000)

afterAll(async () => {
  await collector.stop()
  rmSync(folder, { recursive: true })
})

async function replay(some: readonly Shopper[]): Promise<void> {
  const lines = some.flatMap(({ id, events }) =>
    events.map((event) => ({ ...event, site: SITE, visitor: id, consent: 'granted' })),
  )
  const answer = await fetch(`${collector.url}/v1/events/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  expect(await answer.json()).toMatchObject({ accepted: lines.length })
}

/** Up to three events of a visit at a time, as a page sends them. */
function toBatches({ id, events }: Shopper): readonly OwnerBatch[] {
  const batches: WireEvent[][] = []
  for (const event of events) {
    const open = batches.at(-1)
    const isNear = open !== undefined && event.at! - open.at(-1)!.at! <= 5 * MINUTE
    if (isNear && open.length < 3) open.push(event)
    else batches.push([event])
  }
  return batches.map((own) => ({ visitor: id, events: own }))
}

function toEvents({ id, events }: Shopper): readonly Event[] {
  return events.map((wire) => {
    const { id: event, type, at = 0, item = null, category = null } = wire
    return {
      site: SITE,
      id: event,
      visitor: id,
      consent: 'granted',
      type,
      at,
      receivedAt: at,
      bot: null,
      host: 'winkel.nl',
      path: '/',
      title: null,
      topic: null,
      item,
      category,
      source: null,
      device: 'other',
      browser: null,
      os: null,
      country: null,
      detail: type === 'conversion' ? { name: wire.name } : {},
    }
  })
}

describe('visitors that the site’s model has not seen', () => {
  it('are judged by a model that the site learned itself', () => {
    expect(model.version).toBe(`shop-1+${SITE}-1`)
    expect(model.now).not.toEqual(PRIORS.shop.now)
  })

  it('are answered with the chances, score and segment that scoring comes to, at every moment', () => {
    const histories = historiesOf(UNSEEN.flatMap(toEvents))
    const distances = histories.map((history) => {
      const said = [...saidDirectly(history, model)].filter(([id]) => answers.has(id))
      return distanceOf(new Map(said), answers)
    })
    expect(distances.filter(({ largest, otherStanding }) => largest + otherStanding > 0)).toEqual([])
    expect(distances.reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThan(250)
  })

  it('are of all three segments, and their chances differ from moment to moment', () => {
    const all = [...answers.values()]
    expect(new Set(all.map(({ segment }) => segment)).size).toBe(3)
    expect(new Set(all.map(({ now }) => now)).size).toBeGreaterThan(all.length / 3)
    expect(new Set(all.map(({ later }) => later)).size).toBeGreaterThan(all.length / 3)
  })

  it('are told apart by which of a batch’s events they are asked about as of', () => {
    const said = new Map(
      historiesOf(UNSEEN.flatMap(toEvents)).flatMap((history) => [...saidDirectly(history, model)]),
    )
    const batches = UNSEEN.flatMap(toBatches).filter(({ events }) => events.length > 1)
    const differ = batches.filter(({ events }) => {
      const [first, last] = [said.get(events[0]!.id), said.get(events.at(-1)!.id)]
      return first !== undefined && last !== undefined && first.now !== last.now
    })
    expect(differ.length).toBeGreaterThan(100)
  })
})
