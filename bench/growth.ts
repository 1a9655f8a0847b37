/** `node bench/growth.ts [visitors]`: how fast the built collector takes events in beside what it has stored already, against an empty
 *  database, how soon it starts and how much memory it takes. Fills a folder with a simulated public (seed.ts), or takes one that is
 *  filled. Options: --folder <filled folder>, --rounds 3, --seconds 4, --print (no file). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { describeMachine, keepResult } from './machine.ts'
import { ADMIN_TOKEN, type LoadResult, runJson, startFilled, usageOf } from './servers.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    print: { type: 'boolean', default: false },
  },
})
const visitors = Number(positionals[0] ?? 145_000)
const here = (file: string) => join(import.meta.dirname, file)
const cli = here('../packages/collector/dist/koopsignaal.js')
const LOADS = { single: [64, 1], batch: [16, 20] } as const
/** Seconds; the compiler has seen every path by then. */
const WARM_UP = 3

const scratch = mkdtempSync(join(tmpdir(), 'koopsignaal-growth-'))
const filled = options.folder ?? join(scratch, 'filled')
if (options.folder === undefined) {
  execFileSync(process.execPath, [here('seed.ts'), filled, String(visitors), '60', '1'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

interface Measured extends LoadResult {
  readonly stored: 'nothing' | 'much'
  readonly load: keyof typeof LOADS
  readonly startMs: number
  readonly rssMb: number
  readonly cpu: number
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(scratch, 'empty-'))
  const env = { ...process.env, KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN }
  execFileSync(
    process.execPath,
    [cli, 'site', 'add', 'bench', '--domain', 'winkel.example', '--kind', 'shop', '--data', folder],
    { env, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return folder
}

async function measure(stored: Measured['stored'], load: Measured['load'], seed: number): Promise<Measured> {
  const folder = stored === 'much' ? filled : emptyFolder()
  const began = performance.now()
  const { child, port } = await startFilled(folder, cli)
  const startMs = performance.now() - began
  try {
    await untilIdle(child.pid!)
    const before = usageOf(child.pid!)
    const args = [port, ...LOADS[load], WARM_UP, options.seconds, seed].map(String)
    const result = await runJson<LoadResult>([here('ingest-load.ts'), ...args])
    const after = usageOf(child.pid!)
    const cpu = (1e6 * (after.cpuSeconds - before.cpuSeconds)) / result.sentEvents
    return { stored, load, startMs, rssMb: after.rssMb, cpu, ...result }
  } finally {
    const stopped = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await stopped
  }
}

/** Waits until nothing is left of what a collector does after its start: where there are many visitors it reads them for the reports to
 *  come and practises these, on the cores that events need too. */
async function untilIdle(pid: number): Promise<void> {
  for (let used = 0, before = Number.NEGATIVE_INFINITY; used - before > 0.1; ) {
    before = used
    await setTimeout(2_000)
    used = usageOf(pid).cpuSeconds
  }
}

/** From the file itself, as each event leaves its id there. */
function storedEvents(folder: string): number {
  const db = new Database(join(folder, 'koopsignaal.db'), { readonly: true })
  const count = (table: string, bytes: number) =>
    Number(db.prepare(`SELECT coalesce(sum(length(hashes)), 0) FROM ${table}`).pluck().get()) / bytes
  const events = count('known_ids', 8) + count('new_ids', 9)
  db.close()
  return events
}

const whole = (value: number): string => Math.round(value).toLocaleString('en')
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!
const busy = loadavg()[0]!.toFixed(1)
const [events, size] = [storedEvents(filled), statSync(join(filled, 'koopsignaal.db')).size]
const HEAD = [
  '| round | stored | load | events/s | p99 ms | CPU µs/event | start ms | RSS MB |',
  '|---|---|---|---|---|---|---|---|',
]
const results: Measured[] = []
const rows: string[] = []
for (let round = 0; round < Number(options.rounds); round++) {
  const order = ['nothing', 'much'] as const
  for (const load of Object.keys(LOADS) as Measured['load'][]) {
    for (const stored of round % 2 === 0 ? order : order.toReversed()) {
      // Ids of their own in each round: what was there before would be a duplicate.
      const one = await measure(stored, load, 1_000 + rows.length)
      results.push(one)
      rows.push(
        `| ${round + 1} | ${stored} | ${load} | ${whole(one.events)} | ${one.p99.toFixed(1)} | ${whole(one.cpu)} | ${whole(one.startMs)} | ${whole(one.rssMb)} |`,
      )
      console.log(rows.at(-1))
    }
  }
}

const middle = (stored: Measured['stored'], load: Measured['load'], value: (one: Measured) => number) =>
  median(results.filter((one) => one.stored === stored && one.load === load).map(value))
const share = (load: Measured['load']) => {
  const [much, nothing] = (['much', 'nothing'] as const).map((stored) =>
    middle(stored, load, (one) => one.events),
  )
  const cpus = (['much', 'nothing'] as const).map((stored) => whole(middle(stored, load, (one) => one.cpu)))
  return `${whole(much!)}/s against ${whole(nothing!)}/s: ${(much! / nothing!).toFixed(2)} of it (aim: 0.9); processor time ${cpus[0]} µs and ${cpus[1]} µs`
}
const ofMuch = results.filter(({ stored }) => stored === 'much')
const summary = [
  `- stored: ${whole(events)} events, ${whole(size / 1e6)} MB`,
  `- single events: ${share('single')}`,
  `- events in batches of 20: ${share('batch')}`,
  `- start until it listens: ${whole(median(ofMuch.map(({ startMs }) => startMs)))} ms (aim: 1,000)`,
  `- memory at its highest: ${whole(Math.max(...ofMuch.map(({ rssMb }) => rssMb)))} MB (aim: 200)`,
]
for (const line of summary) console.log(line)
if (!options.print) {
  const name = keepResult('growth', [
    '# Ingest beside what is stored',
    '',
    ...describeMachine(['better-sqlite3', 'fastify', 'zod']),
    `- load average before it began: ${busy}`,
    `- made by \`node bench/growth.ts\`: ${options.rounds} rounds of ${options.seconds} s after ${WARM_UP} s of warm-up; a fresh process each, left alone until its start is over, server and load on the same machine; what is stored is a simulated public (seed.ts)`,
    '',
    ...summary,
    '',
    ...HEAD,
    ...rows,
    '',
  ])
  console.log(name)
}
rmSync(scratch, { recursive: true })
