/** `npm run bench:query -- [visitors]`: how long the built collector takes for what the dashboard asks, while events arrive. Fills
 *  a folder with a simulated public (seed.ts), or takes one that is filled. Every request is of another period, so that no
 *  remembered answer serves. Options: --folder <filled folder>, --rounds 10, --load 500 (events per second), --print (no file). */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DAY } from '@koopsignaal/protocol'
import { describeMachine } from './machine.ts'
import { ADMIN_TOKEN, startFilled, usageOf } from './servers.ts'
import { sendEvents } from './steady-load.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    load: { type: 'string', default: '500' },
    print: { type: 'boolean', default: false },
  },
})
const visitors = Number(positionals[0] ?? 100_000)
const here = (file: string) => join(import.meta.dirname, file)
/** Where the public of seed.ts ends. */
const UNTIL = Date.UTC(2026, 10, 1)

/** What the pages of the dashboard ask; a month each, but for the lists. */
const REQUESTS: Readonly<Record<string, string>> = {
  segments: 'segments',
  funnel: 'funnel?compare=previous',
  channels: 'channels?compare=previous',
  pages: 'pages?limit=50',
  ctas: 'ctas?limit=50',
  searches: 'searches?limit=50',
  'visitors, by score': 'visitors?sort=-score&limit=50',
  'visitors, kopers': 'visitors?sort=-lastSeen&segment=koper&limit=50',
  'visitors, one channel': 'visitors?sort=-lastSeen&channel=direct&limit=50',
  'visitors, one page': 'visitors?sort=-lastSeen&topic=price&limit=50',
}

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
  /** The same request again at once. */
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
  const joint = path.includes('?') ? '&' : '?'
  const [ms, again]: [number[], number[]] = [[], []]
  for (let round = 0; round < Number(options.rounds); round++) {
    const to = UNTIL - round * 7_000
    const period = `from=${new Date(to - 30 * DAY).toISOString()}&to=${new Date(to).toISOString()}`
    ms.push(await timeOf(`${path}${joint}${period}`))
    again.push(await timeOf(`${path}${joint}${period}`))
  }
  return { request, ms, again }
}

async function exportRate(): Promise<{ rows: number; perSecond: number }> {
  const began = performance.now()
  let [rows, cursor] = [0, '']
  do {
    const answer = await fetch(`${base}/visitors?limit=1000${cursor}`, { headers })
    const page = (await answer.json()) as { visitors: readonly object[]; next: string | null }
    rows += page.visitors.length
    cursor = page.next === null ? '' : `&cursor=${page.next}`
  } while (cursor !== '' && rows < 10_000)
  return { rows, perSecond: rows / ((performance.now() - began) / 1000) }
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!
const ms = (value: number): string => value.toFixed(0)

const results: Timed[] = []
const load = sendEvents(port, Number(options.load))
try {
  for (const path of Object.values(REQUESTS)) await timeOf(path)
  load.restart()
  for (const [request, path] of Object.entries(REQUESTS)) {
    const one = await measure(request, path)
    results.push(one)
    console.log(request, ms(quantile(one.ms, 0.5)), ms(quantile(one.ms, 0.95)))
  }
  const sent = await load.stop()
  const exported = await exportRate()
  const report = [
    '# Questions',
    '',
    ...describeMachine(['better-sqlite3', 'fastify']),
    `- load average before it began: ${busy}`,
    `- made by \`npm run bench:query\`: ${options.folder === undefined ? `${visitors} visitors in 60 days` : 'a folder filled before'}, ${Math.round(statSync(join(data, 'koopsignaal.db')).size / 1e6)} MB; ${options.rounds} requests of each kind, one after another, each of another month; server, load and asker on the same machine`,
    `- beside it ${sent.perSecond.toFixed(0)} events/s were accepted (${options.load} asked for), p95 ${ms(sent.p95)} ms; ${sent.failed} requests refused`,
    `- the list of visitors page by page (1,000 a page): ${exported.rows} rows, ${exported.perSecond.toFixed(0)} rows/s`,
    `- memory at its highest: ${ms(usageOf(child.pid!).rssMb)} MB`,
    '- aims: p95 of 50 ms for each request, 30 ms for the list of visitors, at 1 million visitors',
    '',
    '| request | p50 ms | p95 ms | the same again, p50 ms | every round, ms |',
    '|---|---|---|---|---|',
    ...results.map(
      (one) =>
        `| ${one.request} | ${ms(quantile(one.ms, 0.5))} | ${ms(quantile(one.ms, 0.95))} | ${ms(quantile(one.again, 0.5))} | ${one.ms.map(ms).join(' ')} |`,
    ),
    '',
  ]
  console.log(report.join('\n'))
  if (!options.print) {
    mkdirSync(here('results'), { recursive: true })
    writeFileSync(here(`results/${new Date().toISOString().slice(0, 10)}-query.md`), report.join('\n'))
  }
} finally {
  await load.stop()
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
}
