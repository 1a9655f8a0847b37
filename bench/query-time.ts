/** `node bench/query-time.ts <folder filled by bench:seed>`: the processor time of what the dashboard asks, in one process without HTTP
 *  and without events beside it: on a machine with other work the steadier figure. Options: --rounds 20, --name (of the result file,
 *  query-time), --print (no file). */
import { statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DAY } from '@koopsignaal/protocol'
import { askOf, type ReportName } from '../packages/collector/src/questions/reports.ts'
import { segmentsQuery, visitorsQuery } from '../packages/collector/src/schemas/query.ts'
import { ctasQuery, pagesQuery, searchesQuery } from '../packages/collector/src/schemas/query-content.ts'
import { channelsQuery, funnelQuery } from '../packages/collector/src/schemas/query-funnel.ts'
import { readNumbers } from '../packages/collector/src/schemas/read-numbers.ts'
import { openSqliteStore } from '../packages/collector/src/storage/sqlite/sqlite-store.ts'
import { describeMachine, keepResult } from './machine.ts'
import { asked, REQUESTS, UNTIL } from './query-requests.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '20' },
    name: { type: 'string', default: 'query-time' },
    print: { type: 'boolean', default: false },
  },
})
const [folder] = positionals
if (folder === undefined) {
  console.error('usage: node bench/query-time.ts <folder> [--rounds 20] [--name query-time] [--print]')
  process.exit(2)
}

const SCHEMAS = {
  segments: segmentsQuery,
  funnel: funnelQuery,
  channels: channelsQuery,
  pages: pagesQuery,
  ctas: ctasQuery,
  searches: searchesQuery,
  visitors: visitorsQuery,
} as const

const busy = loadavg()[0]!
const store = openSqliteStore(folder)
const site = (await store.site('bench'))!
const ask = askOf(store) as (name: ReportName, ...more: readonly unknown[]) => Promise<unknown>
const now = UNTIL + DAY

async function timed(work: () => Promise<unknown>): Promise<{ cpu: number; ms: number }> {
  const [cpu, began] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: (user + system) / 1_000, ms: performance.now() - began }
}

function question(path: string, round: number): Promise<unknown> {
  const [name = '', search] = asked(path, round).split('?')
  const schema = SCHEMAS[name as keyof typeof SCHEMAS]
  const query = schema.parse(readNumbers(schema, Object.fromEntries(new URLSearchParams(search))))
  return ask(name as ReportName, site, query, now, 'nl')
}

async function exported(): Promise<{ rows: number; cpu: number; ms: number }> {
  const parts: Uint8Array[] = []
  const time = await timed(async () => {
    let cursor: string | undefined
    do {
      const query = { ...visitorsQuery.parse({}), as: 'csv', cursor }
      const part = (await ask('visitorLines', site, query, now, 'nl')) as {
        bytes: Uint8Array
        next: string | null
      }
      parts.push(part.bytes)
      cursor = part.next ?? undefined
    } while (cursor !== undefined)
  })
  // Counted afterwards: it is no part of the work.
  const rows = parts.reduce((sum, part) => sum + part.reduce((own, byte) => own + Number(byte === 10), 0), 0)
  return { rows, ...time }
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!
const ms = (value: number): string => value.toFixed(0)

const everybody = await timed(() => question(REQUESTS.segments!, 99))
const events = await timed(() => question(REQUESTS.pages!, 99))
const { memory, visitors, acts } = await store.census('bench', 'acts', (census) => ({
  memory: process.memoryUsage(),
  visitors: census.visitors.count,
  acts: census.visitors.acts.end.reduce((sum, end, i) => sum + end - census.visitors.acts.start[i]!, 0),
}))
const lines: string[] = []
for (const [request, path] of Object.entries(REQUESTS)) {
  const times = []
  for (let round = 0; round < Number(options.rounds); round++)
    times.push(await timed(() => question(path, round)))
  const cpu = times.map((one) => one.cpu)
  const wall = times.map((one) => one.ms)
  lines.push(
    `| ${request} | ${ms(quantile(cpu, 0.5))} | ${ms(quantile(cpu, 0.95))} | ${ms(Math.min(...wall))} | ${ms(quantile(wall, 0.5))} | ${cpu.map(ms).join(' ')} |`,
  )
  console.log(lines.at(-1))
}
const list = await exported()
const again = await exported()
await store.close()

const report = [
  '# Questions: processor time',
  '',
  ...describeMachine(['better-sqlite3']),
  `- load average before it began: ${busy.toFixed(1)}, at its end: ${loadavg()[0]!.toFixed(1)}`,
  `- made by \`node bench/query-time.ts\`: ${visitors} visitors, ${acts} events of theirs, a database of ${ms(statSync(join(folder, 'koopsignaal.db')).size / 1e6)} MB; each request ${options.rounds} times, of another month each time, in one process, nothing beside it`,
  `- reading everybody: ${ms(everybody.cpu)} ms; all events: ${ms(events.cpu)} ms; afterwards ${ms(memory.arrayBuffers / 1e6)} MB of columns, ${ms(memory.rss / 1e6)} MB in all`,
  `- the whole list of visitors as CSV: ${list.rows} rows, ${((1_000 * list.cpu) / list.rows).toFixed(1)} µs a row; once more: ${((1_000 * again.cpu) / again.rows).toFixed(1)} µs, ${ms(again.rows / (again.ms / 1_000))} rows/s`,
  '- processor time is of all threads of the process, garbage collection included',
  '',
  '| request | processor time, p50 ms | p95 ms | fastest, ms of the clock | p50 | every round, processor time |',
  '|---|---|---|---|---|---|',
  ...lines,
  '',
]
console.log(report.join('\n'))
if (!options.print) keepResult(options.name, report)
