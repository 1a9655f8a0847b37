import { DAY } from '@koopsignaal/protocol'
import { ADMIN_TOKEN, type RunningCollector, runCollector } from './collector.ts'
import { DEMO_SITE, demoCosts, demoPresent, demoPublic } from './demo-public.ts'
import { recordedPublic } from './recorded-public.ts'

/** A collector with the demo public in it. */
export interface Demo extends RunningCollector {
  readonly site: string
  /** The koper with the highest score; where nobody is koper, as in some recorded streams, whoever has the highest. */
  readonly koper: string
  /** Lets a few people look around this very moment. */
  readonly beThere: () => Promise<void>
  /** Sends JSON with the admin token. */
  readonly send: (method: string, path: string, body: object) => Promise<unknown>
}

const LAPTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

/** @param people  how many the public counts; where FIGURES_OF names a recorded stream, its visitors come instead
 *  @param end  when the last of them was there */
export async function runDemo(people = 900, end = Date.now()): Promise<Demo> {
  const collector = await runCollector()
  const send = async (method: string, path: string, body: string, type = 'application/json') => {
    const answer = await fetch(collector.url + path, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': type, 'user-agent': LAPTOP },
      body,
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  await send('POST', '/v1/sites', JSON.stringify(DEMO_SITE))
  // As its pages do: the public of the past comes by the API.
  await fetch(`${collector.url}/k/${DEMO_SITE.id}.js`, {
    headers: { referer: `https://${DEMO_SITE.domains[0]}/` },
  })
  const lines = await publicOf(people, end)
  const told = lines.map((line) => JSON.stringify(line)).join('\n')
  const { droppedTotal, dropped } = await send('POST', '/v1/events/bulk', told, 'application/x-ndjson')
  if (droppedTotal > 0) throw new Error(`the demo public was refused: ${JSON.stringify(dropped[0])}`)
  await send('PUT', `/v1/sites/${DEMO_SITE.id}/costs`, JSON.stringify({ costs: demoCosts(end) }))

  const [from, to] = [end - 30 * DAY, end].map((at) => new Date(at).toISOString())
  const highest = async (more: string) => {
    const path = `/v1/sites/${DEMO_SITE.id}/visitors?sort=-score&limit=1&from=${from}&to=${to}&at=${to}${more}`
    return (await collector.ask<{ visitors: { id: string }[] }>(path)).visitors[0]
  }
  const koper = (await highest('&segment=koper')) ?? (await highest(''))
  let visits = 0
  return {
    ...collector,
    site: DEMO_SITE.id,
    koper: koper!.id,
    send: (method, path, body) => send(method, path, JSON.stringify(body)),
    beThere: async () => {
      visits += 1
      for (const body of demoPresent(visits)) await send('POST', '/v1/events', JSON.stringify(body))
    },
  }
}

async function publicOf(people: number, end: number): Promise<readonly object[]> {
  const stream = process.env.FIGURES_OF
  if (stream === undefined) return demoPublic(people, end)
  return recordedPublic(stream, { site: DEMO_SITE.id, domain: DEMO_SITE.domains[0] }, end)
}
