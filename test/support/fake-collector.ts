import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fromTag, type WireBatch, type WireEvent } from '@koopsignaal/protocol'

export interface Arrived {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Empty for what is not a batch. */
  readonly batch: WireBatch | null
}

/** The tag's message in the words of `POST /v1/events`; some hostile pages make it one of nobody's. */
const toWire = (body: string) => (fromTag(JSON.parse(body))?.batch as WireBatch | undefined) ?? null

/** A server on loopback that is gone when the test is. */
export async function listen(handle: RequestListener) {
  const server: Server = createServer(handle)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

/** A collector that keeps every request that arrives, to assert on; it serves the script that it is given. */
export async function startFakeCollector(script: (site: string) => string) {
  const arrived: Arrived[] = []
  const answers: { status: number; body?: object }[] = []
  const refusals: { matches: (body: string) => boolean; status: number }[] = []
  const refused: string[] = []
  const server = await listen(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cross-origin-resource-policy', 'cross-origin')
    const site = request.url?.match(/^\/k\/([^?]+)\.js(?:\?|$)/)?.[1]
    if (site) {
      response.setHeader('content-type', 'text/javascript')
      response.end(script(site))
      return
    }
    const refusal = refusals.findIndex(({ matches }) => matches(body))
    if (refusal >= 0) {
      const [{ status }] = refusals.splice(refusal, 1) as [(typeof refusals)[number]]
      refused.push(body)
      response.writeHead(status).end()
      return
    }
    const batch = request.method === 'POST' ? toWire(body) : null
    arrived.push({ method: request.method!, url: request.url!, headers: request.headers, batch })
    const { status, body: answer } = answers.shift() ?? { status: 202, body: { accepted: 1 } }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? {}))
  })
  const batches = () => arrived.flatMap(({ batch }) => batch ?? [])
  const events = () => batches().flatMap((batch) => batch.events)
  return {
    arrived,
    /** What to answer to the next requests, before 202 again. */
    answers,
    /** Answers once with this status to a request whose body matches, and keeps it from what has arrived. */
    refuse: (matches: (body: string) => boolean, status: number) => void refusals.push({ matches, status }),
    /** How many requests with this in them were refused. */
    refused: (part: string) => refused.filter((body) => body.includes(part)).length,
    batches,
    events,
    sent: <Type extends WireEvent['type']>(type: Type) =>
      events().filter((event): event is Extract<WireEvent, { type: Type }> => event.type === type),
    origin: `http://localhost:${server.port}`,
    close: server.close,
  }
}
