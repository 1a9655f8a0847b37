/** `node bench/rescore.ts [visitors]`: how long it takes to score everybody anew when a model is published, and to rebuild, and what
 *  whoever sends events feels of it. Fills a folder with a simulated public (seed.ts), or takes one that is filled. Rescoring runs in a process beside the
 *  collector, as the nightly one does. Options: --folder <filled folder>, --load 200 (events per second), --what <row> …
 *  (only these), --name rescore (of the file), --print (no file). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Model } from '@koopsignaal/scoring'
import { rebuildInThreads } from '../packages/collector/src/cli/derive-threads.ts'
import { openStore } from '../packages/collector/src/cli/with-store.ts'
import type { Config } from '../packages/collector/src/config.ts'
import { modelOf } from '../packages/collector/src/models.ts'
import { describeMachine, keepResult } from './machine.ts'
import { runJson, startFilled } from './servers.ts'
import { sendEvents } from './steady-load.ts'

const CONFIG: Omit<Config, 'dataDir'> = {
  host: '127.0.0.1',
  port: 0,
  store: 'sqlite',
  trustProxy: [],
  adminToken: null,
}

/** What a new model may bring, from the cheapest to the dearest. */
const CHANGES: Readonly<Record<string, (model: Model) => Partial<Model>>> = {
  'chances and average': ({ now }) => ({ now: { ...now, intercept: now.intercept + 0.01 } }),
  'borders, zoeker later': ({ zoeker }) => ({ zoeker: { ...zoeker, enter: zoeker.enter + 5 } }),
  'borders, zoeker sooner': ({ zoeker }) => ({ zoeker: { ...zoeker, enter: zoeker.enter - 5 } }),
  'points, so everybody': ({ base }) => ({ base: base + 0.25 }),
}
/** What is done to everybody without a new model. */
const REPEATS = ['rebuild, where nothing differs', 'what doctor compares'] as const

interface Run {
  /** Who was derived again. */
  readonly visitors: number
  readonly changed: number
  readonly seconds: number
  readonly cpuSeconds: number
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    load: { type: 'string', default: '200' },
    print: { type: 'boolean', default: false },
    change: { type: 'string' },
    what: { type: 'string', multiple: true },
    name: { type: 'string', default: 'rescore' },
  },
})

/** Publishes the model and scores everybody anew, as `koopsignaal learn` does once it has decided; or repeats what is there. */
async function derive(folder: string, what: string): Promise<Run> {
  const config = { ...CONFIG, dataDir: folder }
  const store = openStore(config)
  const site = (await store.site('bench'))!
  const before = modelOf(site)
  const change = CHANGES[what]
  const model: Model =
    change === undefined ? before : { ...before, ...change(before), version: `shop-1+bench-${Date.now()}` }
  if (change !== undefined) {
    const decision = {
      at: Date.now(),
      decision: 'published',
      version: model.version,
      reason: 'bench',
    } as const
    await store.decideModel('bench', { ...decision, figures: null, model }, model)
  }
  const which =
    change !== undefined ? { present: model } : what === REPEATS[0] ? {} : { dryRun: { model: before } }
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const done = await rebuildInThreads(config, store, change === undefined ? site : { ...site, model }, which)
  const used = process.cpuUsage(cpu)
  await store.close()
  const seconds = (performance.now() - began) / 1000
  return { ...done, seconds, cpuSeconds: (used.user + used.system) / 1e6 }
}

if (options.change !== undefined && options.folder !== undefined) {
  console.log(JSON.stringify(await derive(options.folder, options.change)))
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
async function whileSending<T>(
  work: () => Promise<T>,
): Promise<{ done: T; p95: number; longest: number; failed: number }> {
  const load = sendEvents(port, Number(options.load))
  try {
    const done = await work()
    return { done, ...(await load.stop()) }
  } catch (error) {
    await load.stop()
    throw error
  }
}

const [everybody, events] = await count(data)

async function count(folder: string): Promise<readonly [visitors: number, events: number]> {
  const store = openStore({ ...CONFIG, dataDir: folder })
  const visitors = new Set<string>()
  let events = 0
  for (const { visitor } of store.events('bench')) {
    if (visitor === null) continue
    visitors.add(visitor)
    events++
  }
  await store.close()
  return [visitors.size, events]
}

const rows: string[] = []
try {
  const quiet = await whileSending(() => new Promise((done) => setTimeout(done, 10_000)))
  for (const what of options.what ?? [...Object.keys(CHANGES), ...REPEATS]) {
    const args = [import.meta.filename, '--folder', data, '--change', what]
    const { done, p95, longest, failed } = await whileSending(() => runJson<Run>(args))
    const { visitors, changed, seconds, cpuSeconds } = done
    const rate = visitors < everybody ? '' : Math.round(events / seconds)
    const times = `${seconds.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${rate}`
    rows.push(
      `| ${what} | ${visitors} | ${changed} | ${times} | ${p95.toFixed(0)} | ${longest.toFixed(0)} | ${failed} |`,
    )
    console.log(rows.at(-1))
  }
  const report = [
    '# Scoring everybody anew, and rebuilding',
    '',
    ...describeMachine(['better-sqlite3']),
    `- load average before it began: ${busy}; after: ${loadavg()[0]!.toFixed(1)}`,
    `- made by \`node bench/rescore.ts\`: ${everybody} visitors with ${events} events, ${Math.round(statSync(join(data, 'koopsignaal.db')).size / 1e6)} MB, one site; a process beside the collector, which takes ${options.load} events/s`,
    `- sending while nothing is derived: p95 ${quiet.p95.toFixed(0)} ms, longest ${quiet.longest.toFixed(0)} ms, ${quiet.failed} refused`,
    '- aims: a site of 1 million visitors scored anew in 60 s, nobody who sends waits for it; a rebuild of 200,000 events/s',
    '',
    '| what is derived again | visitors | who came out differently | s | s of processor | events/s | sending meanwhile, p95 ms | longest ms | refused |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
  ]
  console.log(report.join('\n'))
  if (!options.print) keepResult(options.name, report)
} finally {
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  rmSync(scratch, { recursive: true, force: true })
}
