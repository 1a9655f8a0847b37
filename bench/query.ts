/** `npm run bench:query -- [visitors]`: how long the built collector takes for what the dashboard asks, while events arrive. Fills
 *  a folder with a simulated public (seed.ts), or takes one that is filled. Every request is of another period, so that no
 *  remembered answer serves; then the same is asked again and again, as an open dashboard does. Options: --folder <filled folder>,
 *  --rounds 10, --load 2000 (events per second), --name query (of the result file), --print (no file). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { describeMachine, keepResult } from './machine.ts'
import { asked, REQUESTS } from './query-requests.ts'
import { ADMIN_TOKEN, startFilled, usageOf } from './servers.ts'
import { sendEvents } from './steady-load.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    load: { type: 'string', default: '2000' },
    name: { type: 'string', default: 'query' },
    print: { type: 'boolean', default: false },
  },
})
const visitors = Number(positionals[0] ?? 100_000)
const here = (file: string) => join(import.meta.dirname, file)
const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'koopsignaal-query-'))
if (options.folder === undefined) {
  const data = join(folder, 'data')
  execFileSync(process.execPath, [here('seed.ts'), data, String(visitors), '60', '1'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}
const data = options.folder ?? join(folder, 'data')
const busy = loadavg()[0]!.toFixed(1)
const { child, port } = await startFilled(data, here('../packages/collector/dist/koopsignaal.js'))
const base = `http://127.0.0.1:${port}/v1/sites/bench`
const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'accept-language': 'nl' }

interface Timed {
  readonly request: string
  readonly ms: readonly number[]
  /** The same request again and again, half a second apart, while answers are made anew. */
  readonly again: readonly number[]
}

async function timeOf(path: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${base}/${path}`, { headers })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`)
  return performance.now() - began
}

async function measure(request: string, path: string): Promise<Timed> {
  const [ms, again]: [number[], number[]] = [[], []]
  for (let round = 0; round < Number(options.rounds); round++) ms.push(await timeOf(asked(path, round)))
  for (let round = 0; round < Number(options.rounds); round++) {
    again.push(await timeOf(asked(path, 0)))
    await setTimeout(500)
  }
  return { request, ms, again }
}

/** Chosen: a million would take longer than all else. */
const MOST_ROWS = 100_000

/** The whole list in one answer, read as it comes: all of it, or its beginning. */
async function exportRate(accept: string): Promise<{ rows: number; megabytes: number; perSecond: number }> {
  const began = performance.now()
  const answer = await fetch(`${base}/visitors?limit=all`, { headers: { ...headers, accept } })
  let [rows, bytes] = [0, 0]
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    // Not byte by byte: the asker shares its processors with who is asked.
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, end + 1)) rows++
    if (rows >= MOST_ROWS) break
  }
  return { rows, megabytes: bytes / 1e6, perSecond: rows / ((performance.now() - began) / 1000) }
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!
const ms = (value: number): string => value.toFixed(0)

const memory = (): string => `${ms(usageOf(child.pid!).rssMb)} MB`

const results: Timed[] = []
const load = sendEvents(port, Number(options.load))
try {
  const first = await timeOf(asked(REQUESTS.segments!, 99))
  const firstOfEvents = await timeOf(asked(REQUESTS.pages!, 99))
  for (const path of Object.values(REQUESTS)) await timeOf(asked(path, 98))
  load.restart()
  for (const [request, path] of Object.entries(REQUESTS)) {
    const one = await measure(request, path)
    results.push(one)
    console.log(request, ms(quantile(one.ms, 0.5)), ms(quantile(one.ms, 0.95)))
  }
  const before = memory()
  const csv = await exportRate('text/csv')
  const ndjson = await exportRate('application/x-ndjson')
  const sent = await load.stop()
  const exported = ({ rows, megabytes, perSecond }: typeof csv) =>
    `${rows} rows, ${ms(megabytes)} MB, ${ms(perSecond)} rows/s`
  const report = [
    '# Questions',
    '',
    ...describeMachine(['better-sqlite3', 'fastify']),
    `- load average before it began: ${busy}, at its end: ${loadavg()[0]!.toFixed(1)}`,
    `- made by \`npm run bench:query\`: ${options.folder === undefined ? `${visitors} visitors in 60 days` : `a folder filled by \`npm run bench:seed\``}, ${Math.round(statSync(join(data, 'koopsignaal.db')).size / 1e6)} MB; ${options.rounds} requests of each kind, one after another, each of another month; server, load and asker on the same machine`,
    `- beside it ${sent.perSecond.toFixed(0)} events/s were accepted (${options.load} asked for), p95 ${ms(sent.p95)} ms; ${sent.failed} requests refused`,
    `- the first question after the start, which reads everybody: ${ms(first)} ms; the first one about events: ${ms(firstOfEvents)} ms`,
    `- the list of visitors in one answer, as far as it was read and while events arrive, as CSV: ${exported(csv)}; as NDJSON: ${exported(ndjson)}`,
    `- memory at its highest: ${before} before the lists were sent, ${memory()} after`,
    '- aims: p95 of 50 ms for each request, 30 ms for the list of visitors, 50,000 rows/s, at 1 million visitors while 2,000 events/s arrive',
    '',
    '| request | p50 ms | p95 ms | asked again and again: p50 ms | p95 ms | every round, ms |',
    '|---|---|---|---|---|---|',
    ...results.map(
      (one) =>
        `| ${one.request} | ${ms(quantile(one.ms, 0.5))} | ${ms(quantile(one.ms, 0.95))} | ${ms(quantile(one.again, 0.5))} | ${ms(quantile(one.again, 0.95))} | ${one.ms.map(ms).join(' ')} |`,
    ),
    '',
  ]
  console.log(report.join('\n'))
  if (!options.print) keepResult(options.name, report)
} finally {
  await load.stop()
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
}
