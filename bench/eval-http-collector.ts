import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SiteKind } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import { openStore } from '../packages/collector/src/cli/with-store.ts'
import type { Owner } from '../test/support/owner-server.ts'
import { startFilled } from './servers.ts'

const cli = join(import.meta.dirname, '../packages/collector/dist/koopsignaal.js')
const run = promisify(execFile)
/** Lines in one bulk request. Chosen: as `koopsignaal replay`. */
const CHUNK = 5_000

/** A line for `/v1/events/bulk`, all but its site. */
export type BulkLine = Readonly<Record<string, unknown>>

/** A collector in a process of its own, on an empty folder, with sites. */
export interface OwnCollector {
  readonly owner: (site: string) => Owner
  /** Sends a past by bulk. */
  readonly replay: (site: string, lines: readonly BulkLine[]) => Promise<void>
  /** `koopsignaal learn`, in a process beside the collector as the nightly one is.
   *  @returns the model that the site has from then on, and what was decided in a sentence */
  readonly learn: (site: string) => Promise<{ readonly model: Model; readonly decision: string }>
}

/** Does some work with a collector, and leaves nothing behind.
 *  @param models  of each site: null is the prior of its kind, to be learned from; another is kept as a decision to publish it is */
export async function withCollector<T>(
  kind: SiteKind,
  models: Readonly<Record<string, Model | null>>,
  work: (collector: OwnCollector) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-eval-'))
  try {
    const tokens = new Map<string, string>()
    for (const site of Object.keys(models)) {
      command(folder, 'site', 'add', site, '--domain', 'stream.example', '--kind', kind)
      const made = command(folder, 'token', 'create', '--site', site, '--role', 'write')
      tokens.set(site, /ks_\S+/.exec(made)![0])
    }
    await publish(folder, models)
    const { child, port } = await startFilled(folder, cli)
    const owner = (site: string): Owner => ({
      url: `http://127.0.0.1:${port}`,
      site,
      token: tokens.get(site)!,
    })
    try {
      return await work({
        owner,
        replay: async (site, lines) => {
          for (let from = 0; from < lines.length; from += CHUNK)
            await sendBulk(owner(site), lines.slice(from, from + CHUNK))
        },
        learn: async (site) => {
          const file = join(folder, 'model.json')
          await run(process.execPath, [cli, 'learn', '--site', site, '--data', folder, '--file', file])
          const { decision, ...model } = JSON.parse(readFileSync(file, 'utf8')) as Model & {
            readonly decision: Readonly<Record<'version' | 'decision' | 'reason', string>>
          }
          const { version, decision: decided, reason } = decision
          return { model, decision: `\`${version}\` ${decided}: ${reason}` }
        },
      })
    } finally {
      child.kill('SIGTERM')
      await new Promise((done) => child.once('exit', done))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function command(folder: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [cli, ...args, '--data', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

async function publish(folder: string, models: Readonly<Record<string, Model | null>>): Promise<void> {
  const store = openStore({
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    store: 'sqlite',
    trustProxy: [],
    adminToken: null,
  })
  for (const [site, model] of Object.entries(models)) {
    if (model === null) continue
    const decision = { at: Date.now(), decision: 'published', version: model.version } as const
    await store.decideModel(site, { ...decision, reason: 'eval', figures: null, model }, model)
  }
  await store.close()
}

async function sendBulk({ url, site, token }: Owner, lines: readonly BulkLine[]): Promise<void> {
  const answer = await fetch(`${url}/v1/events/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => `${JSON.stringify({ site, ...line })}\n`).join(''),
  })
  const text = await answer.text()
  const { accepted } = JSON.parse(text) as { accepted?: number }
  if (accepted !== lines.length) throw new Error(`${answer.status}: ${text.slice(0, 500)}`)
}
