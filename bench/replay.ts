/** `npm run bench:replay -- <file> …`: replays recorded behaviour through a collector of its own and writes down what came out.
 *  The streams are not part of the project; see docs/evaluation.md for where to get them. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { SegmentsAnswer } from '@koopsignaal/protocol'
import { describeMachine, keepResult } from './machine.ts'

const cli = join(import.meta.dirname, '../packages/collector/dist/koopsignaal.js')
const adminToken = 'a'.repeat(43)

interface Account {
  readonly read: number
  readonly accepted: number
  readonly duplicates: number
  readonly dropped: number
  readonly reasons: Readonly<Record<string, number>>
}

async function startCollector(dataDir: string): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [cli, 'serve', '--port', '0', '--data', dataDir], {
    env: { ...process.env, KOOPSIGNAAL_ADMIN_TOKEN: adminToken },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk
      const found = /listens on (\S+);/.exec(text)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`the collector ended with code ${code}`)))
  })
  return { process: child, url }
}

function run(...args: string[]): string {
  return execFileSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

async function measure(file: string): Promise<readonly string[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'koopsignaal-replay-'))
  const kind = file.includes('.tsv') ? 'shop' : 'content'
  run('site', 'add', 'stream', '--domain', 'stream.example', '--kind', kind, '--data', dataDir)
  const collector = await startCollector(dataDir)
  try {
    const replay = (): { account: Account; seconds: number } => {
      const start = performance.now()
      const text = run(
        'replay',
        file,
        '--site',
        'stream',
        '--url',
        collector.url,
        '--data',
        dataDir,
        '--json',
      )
      return { account: JSON.parse(text) as Account, seconds: (performance.now() - start) / 1000 }
    }
    const first = replay()
    const again = replay()
    const rebuilt = run('rebuild', '--data', dataDir).trim()
    const answer = await fetch(`${collector.url}/v1/sites/stream/segments`, {
      headers: { authorization: `Bearer ${adminToken}` },
    })
    const report = (await answer.json()) as SegmentsAnswer
    return toLines(file, first, again, rebuilt, report)
  } finally {
    collector.process.kill('SIGTERM')
    await new Promise((resolve) => collector.process.once('exit', resolve))
    rmSync(dataDir, { recursive: true })
  }
}

function toLines(
  file: string,
  first: { account: Account; seconds: number },
  again: { account: Account; seconds: number },
  rebuilt: string,
  report: SegmentsAnswer,
): readonly string[] {
  const sum = ({ read, accepted, duplicates, dropped }: Account) =>
    `${read} read = ${accepted} accepted + ${duplicates} duplicates + ${dropped} dropped`
  const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`)
  return [
    `## ${basename(file)}`,
    '',
    `- first time: ${sum(first.account)}, ${first.seconds.toFixed(1)} s`,
    ...Object.entries(first.account.reasons).map(([reason, count]) => `  - dropped ${count}: ${reason}`),
    `- second time: ${sum(again.account)}, ${again.seconds.toFixed(1)} s`,
    `- ${rebuilt}`,
    '',
    '| segment | visitors at the end | visits in it | conversions from it | conversion rate per visit |',
    '|---|---:|---:|---:|---:|',
    ...report.segments.map(
      (row) =>
        `| ${row.segment} | ${row.visitors} | ${row.visits} | ${row.conversions} | ${percent(row.conversionRate)} |`,
    ),
    '',
  ]
}

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('Usage: npm run bench:replay -- <file> …')
  process.exit(2)
}
const lines = [
  '# Recorded behaviour through a running collector',
  '',
  ...describeMachine(['fastify', 'better-sqlite3']),
  '',
]
for (const file of files) lines.push(...(await measure(file)))
keepResult('replay', lines)
console.log(lines.join('\n'))
