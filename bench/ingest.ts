/** `npm run bench:ingest`: how many events per second the built collector takes in, beside a bare server that stores the same
 *  bytes and does nothing else, and beside SQLite alone. Fresh processes and folders each round, the order alternating. Options:
 *  --rounds 3, --seconds 4, --collector <bundle>, --profile <folder> (a CPU profile of each collector), --print (no file). */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine, keepResult } from './machine.ts'
import { CONTENDERS, type Contender, type LoadResult, runJson, startServer, usageOf } from './servers.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    collector: {
      type: 'string',
      default: join(import.meta.dirname, '../packages/collector/dist/koopsignaal.js'),
    },
    profile: { type: 'string' },
    print: { type: 'boolean', default: false },
  },
})
const here = (file: string) => join(import.meta.dirname, file)
const collector = { cli: resolve(options.collector), profile: options.profile }

const LOADS = {
  single: { connections: 64, batch: 1 },
  batch: { connections: 16, batch: 20 },
} as const
/** Seconds; the compiler has seen every path by then. */
const WARM_UP = 3
type LoadName = keyof typeof LOADS

interface Measured extends LoadResult {
  readonly contender: Contender
  readonly load: LoadName
  readonly rssMb: number
  readonly cpuSeconds: number
  readonly bytes: number
}

async function measure(contender: Contender, load: LoadName, round: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-ingest-'))
  const { child, port } = await startServer(contender, folder, collector)
  try {
    const { connections, batch } = LOADS[load]
    const args = [port, connections, batch, WARM_UP, options.seconds, round + 1].map(String)
    const before = usageOf(child.pid!)
    const result = await runJson<LoadResult>([here('ingest-load.ts'), ...args])
    const after = usageOf(child.pid!)
    const stopped = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await stopped
    const file = join(folder, contender === 'collector' ? 'koopsignaal.db' : 'bare.db')
    return {
      contender,
      load,
      ...result,
      rssMb: after.rssMb,
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      bytes: statSync(file).size,
    }
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureRaw(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-raw-'))
  try {
    return (await runJson<{ events: number }>([here('ingest-raw.ts'), folder, '2'])).events
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!
const whole = (value: number): string => Math.round(value).toLocaleString('en')

function toRow(one: Measured, round: number): string {
  const perSecond = `${whole(one.requests)} | ${whole(one.events)}`
  const times = `${one.p50.toFixed(1)} | ${one.p99.toFixed(1)}`
  const space = `${whole(one.bytes / one.sentEvents)} | ${whole(one.bytes / one.pageViews)}`
  return `| ${round + 1} | ${one.load} | ${one.contender} | ${perSecond} | ${times} | ${whole(one.rssMb)} | ${((1e6 * one.cpuSeconds) / one.sentEvents).toFixed(0)} | ${space} | ${JSON.stringify(one.statuses).replaceAll('"', '')} |`
}

const HEAD = [
  '| round | load | contender | requests/s | events/s | p50 ms | p99 ms | RSS MB | CPU µs/event | bytes/event | bytes/page view | answers |',
  '|---|---|---|---|---|---|---|---|---|---|---|---|',
]

/** Of the last minute, before this adds to it: what the figures are worth on a shared machine. */
const busy = loadavg()[0]!.toFixed(1)
const results: Measured[] = []
const raw: number[] = []
const rows: string[] = []
for (const line of HEAD) console.log(line)
for (let round = 0; round < Number(options.rounds); round++) {
  const order = round % 2 === 0 ? CONTENDERS : CONTENDERS.toReversed()
  for (const load of Object.keys(LOADS) as LoadName[]) {
    for (const contender of order) {
      const measured = await measure(contender, load, round)
      results.push(measured)
      rows.push(toRow(measured, round))
      console.log(rows.at(-1))
    }
  }
  raw.push(await measureRaw())
  rows.push(`| ${round + 1} | rows | SQLite alone | | ${whole(raw.at(-1)!)} | | | | | | | |`)
  console.log(rows.at(-1))
}

const of = (contender: Contender, load: LoadName) =>
  results.filter((one) => one.contender === contender && one.load === load)
const middle = (contender: Contender, load: LoadName, value: (one: Measured) => number) =>
  median(of(contender, load).map(value))
const cpu = (contender: Contender, load: LoadName) =>
  middle(contender, load, (one) => (1e6 * one.cpuSeconds) / one.sentEvents)
const [ours, bare] = CONTENDERS.map((contender) => middle(contender, 'single', (one) => one.requests))
const batches = middle('collector', 'batch', (one) => one.events)
const summary = [
  `- single events: collector ${whole(ours!)}/s, bare server ${whole(bare!)}/s: ${(ours! / bare!).toFixed(2)} of it (aim: 0.75)`,
  `- processor time per event: collector ${whole(cpu('collector', 'single'))} µs, bare server ${whole(cpu('bare', 'single'))} µs; in batches ${whole(cpu('collector', 'batch'))} µs and ${whole(cpu('bare', 'batch'))} µs. Warm-up included; on a shared machine this is the steadier figure`,
  `- single events: p99 ${middle('collector', 'single', (one) => one.p99).toFixed(1)} ms (aim: 30)`,
  `- batches of 20: ${whole(batches)} events/s; SQLite alone ${whole(median(raw))} rows/s: ${(batches / median(raw)).toFixed(2)} of it (aim: 40,000 or 0.6 of it)`,
  `- page view on disk, everything included: ${whole(middle('collector', 'single', (one) => one.bytes / one.pageViews))} bytes with single events, ${whole(middle('collector', 'batch', (one) => one.bytes / one.pageViews))} with batches; bytes per event ${whole(middle('collector', 'single', (one) => one.bytes / one.sentEvents))} and ${whole(middle('collector', 'batch', (one) => one.bytes / one.sentEvents))} (aim: 80 per page view)`,
  `- memory at its highest: ${whole(Math.max(...results.filter((one) => one.contender === 'collector').map((one) => one.rssMb)))} MB`,
]
for (const line of summary) console.log(line)

if (!options.print) {
  const name = keepResult('ingest', [
    '# Ingest',
    '',
    ...describeMachine(['better-sqlite3', 'fastify', 'zod']),
    `- load average before it began: ${busy}`,
    `- made by \`npm run bench:ingest\`: ${options.rounds} rounds of ${options.seconds} s after ${WARM_UP} s of warm-up, fresh processes, server and load on the same machine`,
    '- synthetic visitors; single events over 64 connections, batches of 20 events over 16; the server syncs each commit (synchronous=FULL) before it answers 202',
    '',
    '## Medians',
    '',
    ...summary,
    '',
    '## Every round',
    '',
    ...HEAD,
    ...rows,
    '',
  ])
  console.log(name)
}
