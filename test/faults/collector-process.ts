import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

/** The collector as it is run: one process of the built file. */
export const BUILT_FILE = resolve(import.meta.dirname, '../../packages/collector/dist/koopsignaal.js')

export const ADMIN_TOKEN = 'test-token-that-is-long-enough-to-be-accepted'

/** Who asks as the administrator. */
export const BEARER = { authorization: `Bearer ${ADMIN_TOKEN}` }

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningProcess {
  readonly child: ChildProcess
  /** What it has printed so far. */
  readonly printed: () => string
  /** Resolves when the process is gone. */
  readonly exited: Promise<Exit>
}

export interface CollectorProcess extends RunningProcess {
  /** 'http://127.0.0.1:12345' */
  readonly url: string
  readonly stop: (signal: NodeJS.Signals) => Promise<Exit>
}

/** A data folder for one test. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-process-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

/** Runs a Node program with its arguments; only the settings given reach it. It does not outlive the test. */
export function runProcess(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): RunningProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KOOPSIGNAAL_'))
  const child = spawn(process.execPath, [...args], {
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  const exited = new Promise<Exit>((done) =>
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr })),
  )
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, printed: () => stdout, exited }
}

/** Starts a collector and waits until it says where it listens.
 *  @throws Error with what it said when it ends before that */
export async function startProcess(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<CollectorProcess> {
  const running = runProcess(args, settings)
  const url = await new Promise<string>((found, refuse) => {
    const look = () => {
      // The greeting ends with the line about log-in links: all of it is there then.
      const match = /listens on (http:\S+);[\s\S]*\nA new log-in link[^\n]*\n/.exec(running.printed())
      if (match !== null) found(match[1]!)
    }
    running.child.stdout!.on('data', look)
    running.exited.then(({ stderr }) => refuse(new Error(`the collector did not start: ${stderr}`)))
  })
  return {
    ...running,
    url,
    stop: (signal) => {
      running.child.kill(signal)
      return running.exited
    },
  }
}

/** Gives the administrator a token that the tests know. */
export const WITH_TOKEN = { KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN }

/** A built file, the collector's or a mutant's, on a free port. */
export function startFile(
  file: string,
  data: string,
  settings: Readonly<Record<string, string>> = WITH_TOKEN,
): Promise<CollectorProcess> {
  return startProcess([file, 'serve', '--demo'], {
    KOOPSIGNAAL_DATA: data,
    KOOPSIGNAAL_PORT: '0',
    ...settings,
  })
}

/** The built collector on a free port. */
export function startBuilt(
  data: string,
  settings: Readonly<Record<string, string>> = WITH_TOKEN,
): Promise<CollectorProcess> {
  return startFile(BUILT_FILE, data, settings)
}
