/** `node bench/compare-stages.ts <checkout> [rounds]`: processor time of the stages of ingest here and in another checkout (one with its
 *  dependencies installed), in turn, since a machine with other work is never twice the same. The least of the rounds is what a commit
 *  makes of it; the rest is what others did meanwhile. Writes bench/results/<date>-compare-stages.md. */
import { execFileSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { describeMachine, keepResult } from './machine.ts'

const [other, rounds = '4'] = process.argv.slice(2)
if (other === undefined) throw new Error('compare-stages: which checkout?')
const here = resolve(import.meta.dirname, '..')

/** Events, per request, per commit. */
const LOADS = {
  'single events, 64 a group': [60_000, 1, 64],
  'batches of 20, 640 a group': [100_000, 20, 640],
} as const
const STAGES = ['prepare', 'keep'] as const

function measure(checkout: string, load: readonly number[]): readonly number[] {
  const program = join(checkout, 'bench/ingest-stages.ts')
  const out = execFileSync(process.execPath, [program, ...load.map(String)], { cwd: checkout }).toString()
  return STAGES.map((stage) => Number(new RegExp(`^${stage}: ([\\d.]+)`, 'm').exec(out)![1]))
}

const commitOf = (cwd: string): string =>
  execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd }).toString().trim()

const sides = { before: resolve(other), now: here }
const rows: string[] = []
const summary: string[] = []
const busy = loadavg()[0]!.toFixed(1)
for (const [name, load] of Object.entries(LOADS)) {
  const found = { before: [] as (readonly number[])[], now: [] as (readonly number[])[] }
  for (let round = 0; round < Number(rounds); round++) {
    const order = ['before', 'now'] as const
    for (const side of round % 2 === 0 ? order : order.toReversed()) {
      const values = measure(sides[side], load)
      found[side].push(values)
      rows.push(
        `| ${round + 1} | ${name} | ${side} | ${values.map((value) => value.toFixed(1)).join(' | ')} |`,
      )
      console.log(rows.at(-1))
    }
  }
  const least = (side: 'before' | 'now') =>
    STAGES.map((_, i) => Math.min(...found[side].map((values) => values[i]!)).toFixed(1)).join(' | ')
  summary.push(`| ${name} | before | ${least('before')} |`, `| ${name} | now | ${least('now')} |`)
}
const head = (first: string) => [
  `| ${first}${STAGES.join(' | ')} |`,
  `|${'---|'.repeat(first.split('|').length - 1)}${'---|'.repeat(STAGES.length)}`,
]
keepResult('compare-stages', [
  '# Stages of ingest, two commits in turn',
  '',
  ...describeMachine(['better-sqlite3']),
  `- load average before it began: ${busy}`,
  `- before: ${commitOf(sides.before)}; now: ${commitOf(sides.now)}`,
  '- µs of processor time an event, in one process without HTTP; the first third of each run is not counted',
  '',
  '## Least of the rounds',
  '',
  ...head('load | side | '),
  ...summary,
  '',
  '## Every round',
  '',
  ...head('round | load | side | '),
  ...rows,
  '',
])
