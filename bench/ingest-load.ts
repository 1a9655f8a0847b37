/** The load, as a process of its own: `ingest-load.ts <port> <connections> <events per request> <warm-up s> <seconds> <seed>`.
 *  Each connection sends its next request when the answer to the last one is there; one that is refused with 503 is sent again, as senders
 *  do, and to make another would take the cores that the refused must not take. Written on bare sockets with texts that
 *  are put together from ready parts, because on a small machine the load shares the cores with what it measures. */
import { connect, type Socket } from 'node:net'
import { createTraffic, idOf } from './ingest-traffic.ts'

const [port = 0, connections = 0, batch = 1, warmUp = 1, seconds = 4, seed = 1] = process.argv
  .slice(2)
  .map(Number)

const traffic = createTraffic(seed)
let sequence = 0
const newId = () => idOf(sequence++) + seed

function envelope(visitor: string | null, events: string): string {
  const who = visitor === null ? '' : `"visitor":"${visitor}","consent":"granted",`
  return `{"site":"bench",${who}"v":"1","events":[${events}]}`
}

let pageViews = 0

/** The next request, whole; all texts are ASCII, so a character is a byte. */
function nextRequest(): string {
  let by: { visitor: string | null; ip: string; userAgent: string }
  let body: string
  if (batch === 1) {
    const one = traffic.next()
    by = one
    if (one.isPageView) pageViews++
    body = envelope(by.visitor, `{"id":"${newId()}",${one.event}}`)
  } else {
    const visit = traffic.visit(batch)
    by = visit.by
    body = envelope(
      by.visitor,
      visit.events
        .map((event, i) => {
          if (event.startsWith('"type":"page_view"')) pageViews++
          return `{"id":"${newId()}","ago":${(batch - i) * 9_000},${event}}`
        })
        .join(','),
    )
  }
  return `POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nOrigin: https://winkel.example\r\nUser-Agent: ${by.userAgent}\r\nX-Forwarded-For: ${by.ip}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

const latencies: number[] = []
const statuses: Record<string, number> = {}
let withoutRetryAfter = 0
const start = performance.now() + warmUp * 1000
const end = start + seconds * 1000

function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let sent = 0
    let answer = ''
    let request = nextRequest()
    const send = () => {
      sent = performance.now()
      socket.write(request, 'latin1')
    }
    socket.setEncoding('latin1')
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (text: string) => {
      answer += text
      const head = answer.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = /content-length: (\d+)/i.exec(answer.slice(0, head))
      if (length === null) return reject(new Error(`no length in ${answer}`))
      if (answer.length < head + 4 + Number(length[1])) return
      const now = performance.now()
      const status = answer.slice(9, 12)
      if (status === '503' && !/retry-after: \d/i.test(answer.slice(0, head))) withoutRetryAfter++
      answer = ''
      if (status !== '503') request = nextRequest()
      if (now >= start && now < end) {
        statuses[status] = (statuses[status] ?? 0) + 1
        if (status === '202') latencies.push(now - sent)
      }
      if (now < end) send()
      else {
        socket.destroy()
        resolve()
      }
    })
  })
}

await Promise.all(Array.from({ length: connections }, run))
const sorted = Float64Array.from(latencies).sort()
const quantile = (share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
const cpu = process.cpuUsage()
console.log(
  JSON.stringify({
    requests: latencies.length / seconds,
    events: (latencies.length * batch) / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    statuses,
    withoutRetryAfter,
    sentEvents: sequence,
    pageViews,
    ownCpu: (cpu.user + cpu.system) / 1e6,
  }),
)
