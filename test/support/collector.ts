import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Collector, newLoginLink, startCollector } from '../../packages/collector/src/cli/serve.ts'
import { configOf } from './config.ts'

/** A whole collector on a free port, with the example sites and a data folder of its own. */
export interface RunningCollector extends Collector {
  readonly loginLink: () => Promise<string>
  /** GET with the admin token. */
  readonly ask: <T>(path: string) => Promise<T>
  readonly close: () => Promise<void>
}

export const ADMIN_TOKEN = 'test-token-that-is-long-enough-to-be-accepted'

export async function runCollector(): Promise<RunningCollector> {
  const dataDir = mkdtempSync(join(tmpdir(), 'koopsignaal-e2e-'))
  const collector = await startCollector({ ...configOf(dataDir), adminToken: ADMIN_TOKEN }, { demo: true })
  return {
    ...collector,
    loginLink: () => newLoginLink(collector.store, collector.url),
    ask: async <T>(path: string) => {
      const answer = await fetch(collector.url + path, {
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      })
      return (await answer.json()) as T
    },
    close: async () => {
      await collector.stop()
      rmSync(dataDir, { recursive: true })
    },
  }
}
