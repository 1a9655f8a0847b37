import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALLOCATOR } from '../scripts/allocator.mjs'

/** The processes that the benchmarks start and measure. */

export const CONTENDERS = ['collector', 'bare'] as const
export type Contender = (typeof CONTENDERS)[number]

export interface CollectorOptions {
  /** The built collector. */
  readonly cli: string
  /** Folder for a CPU profile. */
  readonly profile: string | undefined
}

/** What `ingest-load.ts` prints. */
export interface LoadResult {
  readonly requests: number
  readonly events: number
  readonly p50: number
  readonly p99: number
  readonly statuses: Readonly<Record<string, number>>
  /** Answers 503 that do not say when to come back. */
  readonly withoutRetryAfter: number
  readonly sentEvents: number
  readonly pageViews: number
}

export const ADMIN_TOKEN = 'b'.repeat(43)
const env = {
  // As the launcher does.
  ...ALLOCATOR,
  ...process.env,
  KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN,
  // The load speaks for many visitors, as a reverse proxy on the same machine does.
  KOOPSIGNAAL_TRUST_PROXY: '127.0.0.1',
}

/** Starts a contender on an empty folder.
 *  @returns its process, and the port that it listens on */
export async function startServer(
  contender: Contender,
  folder: string,
  { cli, profile }: CollectorOptions,
): Promise<{ child: ChildProcess; port: string }> {
  const profiling =
    profile !== undefined && contender === 'collector'
      ? ['--cpu-prof', `--cpu-prof-dir=${profile}`, '--enable-source-maps']
      : []
  if (contender === 'collector') {
    execFileSync(
      process.execPath,
      [cli, 'site', 'add', 'bench', '--domain', 'winkel.example', '--kind', 'shop', '--data', folder],
      { env, stdio: ['ignore', 'ignore', 'inherit'] },
    )
  }
  const args =
    contender === 'collector'
      ? [...profiling, cli, 'serve', '--port', '0', '--data', folder]
      : [join(import.meta.dirname, 'bare-server.ts'), folder]
  return startProcess(contender, args)
}

/** Starts the collector on a folder that has its site. */
export function startFilled(folder: string, cli: string): Promise<{ child: ChildProcess; port: string }> {
  return startProcess('collector', [cli, 'serve', '--port', '0', '--data', folder])
}

async function startProcess(
  name: string,
  args: readonly string[],
): Promise<{ child: ChildProcess; port: string }> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<string>((found, reject) => {
    let text = ''
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk
      const match = /listens on http:\/\/127\.0\.0\.1:(\d+);/.exec(text)
      if (match !== null) found(match[1]!)
    })
    child.once('exit', (code) => reject(new Error(`${name} ended with code ${code}`)))
  })
  return { child, port }
}

/** Highest memory and all processor time of a process so far. */
export function usageOf(pid: number): { rssMb: number; cpuSeconds: number } {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return { rssMb: Number(peak) / 1024, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100 }
}

/** Runs a script that prints one JSON value. */
export function runJson<T>(args: readonly string[]): Promise<T> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk
  })
  return new Promise((found, reject) => {
    child.once('close', (code) =>
      code === 0 ? found(JSON.parse(text) as T) : reject(new Error(`${args[0]} ended with code ${code}`)),
    )
  })
}
