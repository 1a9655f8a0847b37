/** `node bench/overload.ts`: what the built collector does with more than it can take. First its best with batches, then far more
 *  events under way than its queue holds, from senders that never wait; then single events, to see it recover. */
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeMachine, keepResult } from './machine.ts'
import { type LoadResult, runJson, startServer, usageOf } from './servers.ts'

const here = (file: string) => join(import.meta.dirname, file)
const cli = process.argv[3] ?? here('../packages/collector/dist/koopsignaal.js')
const SECONDS = Number(process.argv[2] ?? 10)
const busy = loadavg()[0]!.toFixed(1)

const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-overload-'))
const { child, port } = await startServer('collector', folder, { cli, profile: undefined })
const load = (connections: number, batch: number, warmUp: number, seconds: number, seed: number) =>
  runJson<LoadResult>([
    here('ingest-load.ts'),
    ...[port, connections, batch, warmUp, seconds, seed].map(String),
  ])

try {
  const peak = await load(32, 100, 4, SECONDS, 1)
  // 600 × 100 events under way are three times what may wait.
  const over = await load(600, 100, 2, SECONDS, 2)
  const { rssMb } = usageOf(child.pid!)
  const after = await load(64, 1, 5, SECONDS, 3)
  const whole = (value: number) => Math.round(value).toLocaleString('en')
  const answers = ({ statuses }: LoadResult) =>
    Object.entries(statuses)
      .map(([status, count]) => `${count} × ${status}`)
      .join(', ')
  const lines = [
    '# Overload',
    '',
    ...describeMachine(['better-sqlite3', 'fastify']),
    `- load average before it began: ${busy}`,
    `- made by \`node bench/overload.ts ${SECONDS}\`; synthetic visitors, server and load on the same machine, senders ignore Retry-After`,
    '',
    `- best: ${whole(peak.events)} events/s in batches of 100 over 32 connections, p99 ${whole(peak.p99)} ms`,
    `- overloaded, 600 connections: ${whole(over.events)} events/s kept, ${(over.events / peak.events).toFixed(2)} of the best (aim: 0.9); ${answers(over)}; 503 without Retry-After: ${over.withoutRetryAfter}`,
    `- highest memory: ${whole(rssMb)} MB`,
    `- 5 s later, single events over 64 connections: p50 ${after.p50.toFixed(1)} ms, p99 ${after.p99.toFixed(1)} ms (aim: 50); ${answers(after)}`,
    '',
  ]
  for (const line of lines) console.log(line)
  keepResult('ingest-overload', lines)
} finally {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
