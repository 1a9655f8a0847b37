/** `node bench/rescore.ts [visitors]`: how long it takes to score everybody anew when a model is published, and what whoever sends events
 *  feels of it. Fills a folder with a simulated public (seed.ts), or takes one that is filled. Rescoring runs in a process beside the
 *  collector, as the nightly one does. Options: --folder <filled folder>, --load 200 (events per second), --print (no file). */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Model } from '@koopsignaal/scoring'
import Database from 'better-sqlite3'
import { advanceVisitor } from '../packages/collector/src/advance-visitor.ts'
import { modelOf } from '../packages/collector/src/models.ts'
import { openSqliteStore } from '../packages/collector/src/storage/sqlite/sqlite-store.ts'
import { describeMachine } from './machine.ts'
import { runJson, startFilled } from './servers.ts'
import { sendEvents } from './steady-load.ts'

/** What a new model may bring, from the cheapest to the dearest. */
const CHANGES: Readonly<Record<string, (model: Model) => Partial<Model>>> = {
  'chances and average': ({ now }) => ({ now: { ...now, intercept: now.intercept + 0.01 } }),
  'borders, zoeker later': ({ zoeker }) => ({ zoeker: { ...zoeker, enter: zoeker.enter + 5 } }),
  'borders, zoeker sooner': ({ zoeker }) => ({ zoeker: { ...zoeker, enter: zoeker.enter - 5 } }),
}

interface Run {
  /** Whom the model made something else of. */
  readonly visitors: number
  readonly seconds: number
  readonly cpuSeconds: number
  /** From one step to the next, waiting for the database included. */
  readonly longestMs: number
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    load: { type: 'string', default: '200' },
    print: { type: 'boolean', default: false },
    change: { type: 'string' },
  },
})

/** Publishes the model and scores everybody anew, as `koopsignaal learn` does once it has decided. */
async function rescore(folder: string, change: string): Promise<Run> {
  const store = openSqliteStore(folder)
  const site = (await store.site('bench'))!
  const before = modelOf(site)
  const present: Model = { ...before, ...CHANGES[change]!(before), version: `shop-1+bench-${Date.now()}` }
  const decision = {
    at: Date.now(),
    decision: 'published',
    version: present.version,
    reason: 'bench',
  } as const
  await store.decideModel('bench', { ...decision, figures: null, model: present }, present)
  const began = performance.now()
  const cpu = process.cpuUsage()
  let [last, longestMs] = [began, 0]
  const { visitors } = await store.rebuild({ ...site, model: present }, advanceVisitor, {
    present,
    onProgress: () => {
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
    },
  })
  const used = process.cpuUsage(cpu)
  await store.close()
  const seconds = (performance.now() - began) / 1000
  return { visitors, seconds, cpuSeconds: (used.user + used.system) / 1e6, longestMs }
}

if (options.change !== undefined && options.folder !== undefined) {
  console.log(JSON.stringify(await rescore(options.folder, options.change)))
  process.exit(0)
}

const visitors = Number(positionals[0] ?? 100_000)
const here = (file: string) => join(import.meta.dirname, file)
const scratch = mkdtempSync(join(tmpdir(), 'koopsignaal-rescore-'))
const data = options.folder ?? join(scratch, 'data')
if (options.folder === undefined) {
  const args = [here('seed.ts'), data, String(visitors), '60', '1']
  execFileSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
}
const busy = loadavg()[0]!.toFixed(1)
const { child, port } = await startFilled(data, here('../packages/collector/dist/koopsignaal.js'))

/** What sending feels like while something goes on. */
async function whileSending<T>(work: () => Promise<T>): Promise<{ done: T; p95: number; failed: number }> {
  const load = sendEvents(port, Number(options.load))
  try {
    const done = await work()
    return { done, ...(await load.stop()) }
  } catch (error) {
    await load.stop()
    throw error
  }
}

const everybody = countVisitors(data)

function countVisitors(folder: string): number {
  const db = new Database(join(folder, 'koopsignaal.db'), { readonly: true })
  const count = db.prepare("SELECT count(*) FROM visitors WHERE id <> ''").pluck().get() as number
  db.close()
  return count
}

const rows: string[] = []
try {
  const quiet = await whileSending(() => new Promise((done) => setTimeout(done, 10_000)))
  for (const change of Object.keys(CHANGES)) {
    const args = [import.meta.filename, '--folder', data, '--change', change]
    const { done, p95, failed } = await whileSending(() => runJson<Run>(args))
    const million = (value: number) => ((1e6 / everybody) * value).toFixed(0)
    rows.push(
      `| ${change} | ${done.visitors} | ${done.seconds.toFixed(1)} | ${done.cpuSeconds.toFixed(1)} | ${million(done.seconds)} / ${million(done.cpuSeconds)} | ${done.longestMs.toFixed(0)} | ${p95.toFixed(0)} | ${failed} |`,
    )
    console.log(rows.at(-1))
  }
  const report = [
    '# Scoring everybody anew',
    '',
    ...describeMachine(['better-sqlite3']),
    `- load average before it began: ${busy}`,
    `- made by \`node bench/rescore.ts\`: ${Math.round(statSync(join(data, 'koopsignaal.db')).size / 1e6)} MB, one site; a process beside the collector, which takes ${options.load} events/s`,
    `- sending while nothing is rescored: p95 ${quiet.p95.toFixed(0)} ms, ${quiet.failed} refused`,
    `- aim: a site of 1 million visitors in 60 s, and nobody who sends waits for it; the column for a million is reckoned from these ${everybody} visitors, not measured`,
    '',
    '| what is new | of whom the model makes something else | s | s of processor | for a million: s / s of processor | longest step, waiting included, ms | sending meanwhile, p95 ms | refused |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
  ]
  console.log(report.join('\n'))
  if (!options.print) {
    mkdirSync(here('results'), { recursive: true })
    writeFileSync(here(`results/${new Date().toISOString().slice(0, 10)}-rescore.md`), report.join('\n'))
  }
} finally {
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  rmSync(scratch, { recursive: true, force: true })
}
