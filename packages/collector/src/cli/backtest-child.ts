import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BacktestAnswer, MINUTE } from '@koopsignaal/protocol'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { BacktestChange, RunBacktest } from '../questions/backtest/index.ts'

const run = promisify(execFile)

/** Chosen: several times what the largest back-test takes. */
const LONGEST = 3 * MINUTE
const RETRY_AFTER = 30
/** Megabytes of heap; an answer is far below the second. */
const HEAP = 1_024
const LARGEST_ANSWER = 4 * 1024 * 1024

/** Back-tests in a process of their own, one at a time: they take seconds to a minute, and no visitor must wait for them.
 *  @param program  the file that this program was started from */
export function backtestInChild(config: Config, program: string): RunBacktest {
  let isRunning = false
  return async (site, change) => {
    if (isRunning) {
      throw new AppError('too_fast', 'Another back-test is running; try again when it is done.', RETRY_AFTER)
    }
    isRunning = true
    const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-backtest-'))
    try {
      const args = ['backtest', '--site', site.id, '--data', config.dataDir, '--json']
      return await answerOf([`--max-old-space-size=${HEAP}`, program, ...args, ...filesOf(folder, change)])
    } finally {
      rmSync(folder, { recursive: true, force: true })
      isRunning = false
    }
  }
}

async function answerOf(args: readonly string[]): Promise<BacktestAnswer> {
  try {
    const { stdout } = await run(process.execPath, args, { timeout: LONGEST, maxBuffer: LARGEST_ANSWER })
    return JSON.parse(stdout) as BacktestAnswer
  } catch (error) {
    if (!(error as { killed?: boolean }).killed) throw error
    throw new AppError('too_slow', 'The back-test took too long; the machine may be busy.')
  }
}

/** What is tried goes through files: a command line is seen by everybody on the machine and has a limit. */
function filesOf(folder: string, { model, topicRules }: BacktestChange): readonly string[] {
  const file = (name: string, content: unknown): readonly string[] => {
    const path = join(folder, `${name}.json`)
    writeFileSync(path, JSON.stringify(content), { mode: 0o600 })
    return [`--${name}`, path]
  }
  return [
    ...(model === undefined ? [] : file('model', model)),
    ...(topicRules === undefined ? [] : file('topics', topicRules)),
  ]
}
