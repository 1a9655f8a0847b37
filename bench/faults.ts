/** `npm run faults [share]`: the fault checks of test/faults and the ways to leave a page at the size of a release, every one with its mutants; writes
 *  bench/results/<date>-faults.md and the table of docs/reliability.md. `share` is the part of a release to run, 1 when left out:
 *  `npm run faults 0.1` takes some minutes. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describeMachine, keepResult } from './machine.ts'

/** What a release runs; the tests read these and fall back to what CI has time for. */
const RELEASE = {
  KOOP_KILL_CYCLES: 10_000,
  KOOP_POWER_CYCLES: 2_000,
  KOOP_IDS: 1_000_000,
  KOOP_RESTARTS: 50,
  KOOP_IDLE: 5_000,
  KOOP_DRIPPING: 1_000,
  KOOP_LEAVES: 500,
  KOOP_LOCK_SECONDS: 30,
  KOOP_FLIPS: 10_000,
} as const

/** The ids are dealt out to visitors of twenty events; nothing else minds the rounding. */
const UNIT = 20

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
      readonly duration?: number | null
    }[]
  }[]
}

const share = Number(process.argv[2] ?? 1)
if (!(share > 0 && share <= 1)) {
  console.error('usage: npm run faults [share of a release, above 0 and up to 1]')
  process.exit(2)
}
const root = resolve(import.meta.dirname, '..')
const sizes = Object.fromEntries(
  Object.entries(RELEASE).map(([name, size]) => [name, String(Math.ceil((size * share) / UNIT) * UNIT)]),
)
const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-faults-'))
const file = join(folder, 'report.json')
spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    'test/faults',
    'test/tracker-delivery.test.ts',
    // One after another: a check must not starve its neighbour.
    '--no-file-parallelism',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...sizes, KOOP_UPGRADE_EVERY: share === 1 ? '1' : '5' },
  },
)
const report = JSON.parse(readFileSync(file, 'utf8')) as Report
rmSync(folder, { recursive: true })

const rows = report.testResults.flatMap(({ assertionResults }) =>
  assertionResults.map(({ ancestorTitles, title, status, duration }) => ({
    what: [...ancestorTitles, title].join(' '),
    status,
    seconds: ((duration ?? 0) / 1000).toFixed(1),
  })),
)
const table = [
  '| what was done | came out | took |',
  '|---|---|---:|',
  ...rows.map(({ what, status, seconds }) => `| ${what.replaceAll('|', '\\|')} | ${status} | ${seconds} s |`),
]
const failed = rows.filter(({ status }) => status !== 'passed').length
const name = keepResult('faults', [
  '# Faults',
  '',
  ...describeMachine(['better-sqlite3', 'fastify', 'vitest']),
  `- made by \`npm run faults ${share}\`: ${share} of a release; ${JSON.stringify(sizes).replaceAll('"', '')}`,
  `- ${rows.length} checks, ${failed} not passed; "would be caught" checks break the collector on purpose and see that it shows`,
  '',
  ...table,
])

const page = join(root, 'docs/reliability.md')
const [START, END] = ['<!-- faults: made by npm run faults -->', '<!-- end of faults -->']
const text = readFileSync(page, 'utf8')
writeFileSync(
  page,
  `${text.slice(0, text.indexOf(START) + START.length)}\n\nFrom [${name}](../bench/results/${name}):\n\n${table.join('\n')}\n\n${text.slice(text.indexOf(END))}`,
)
console.log(`${rows.length - failed} passed, ${failed} failed; bench/results/${name}`)
process.exitCode = failed === 0 ? 0 : 1
