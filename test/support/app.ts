import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type IngestAnswer,
  type Role,
  type SiteKind,
  SNIPPET_FILES,
  type UnixMs,
} from '@koopsignaal/protocol'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { buildApp } from '../../packages/collector/src/app.ts'
import { hashToken, newToken } from '../../packages/collector/src/auth/tokens.ts'
import { createCommitter } from '../../packages/collector/src/commit.ts'
import { createDayHash } from '../../packages/collector/src/identity/day-hash.ts'
import { createMetrics } from '../../packages/collector/src/metrics.ts'
import { askOf } from '../../packages/collector/src/questions/reports.ts'
import type { Context } from '../../packages/collector/src/routes/context.ts'
import { newSite } from '../../packages/collector/src/sites.ts'
import { openSqliteStore } from '../../packages/collector/src/storage/sqlite/sqlite-store.ts'
import type { Site, Store } from '../../packages/collector/src/storage/store.ts'

/** A Saturday afternoon in Amsterdam, away from any change of the clocks. */
export const NOON: UnixMs = Date.UTC(2026, 10, 21, 12)

/** A visitor's browser; without one the collector takes the sender for a program. */
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'
export const CHROME_ON_PHONE =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36'

export interface Clock {
  now: UnixMs
}

type Headers = Readonly<Record<string, string>>

export interface Answer<T> {
  readonly status: number
  readonly body: T
  readonly text: string
  readonly headers: LightMyRequestResponse['headers']
}

export interface TestApp {
  readonly app: FastifyInstance
  readonly store: Store
  readonly context: Context
  readonly clock: Clock
  /** Folder with the database. */
  readonly dir: string
  readonly adminToken: string
  /** A new token for one site; for all of them when `site` is null. */
  token(role: Role, site?: string | null): Promise<string>
  /** Sends a batch as a visitor's browser does. */
  post(batch: unknown, headers?: Headers): Promise<Answer<IngestAnswer>>
  /** Sends a batch as the owner's own server does. */
  postAsOwner(batch: unknown): Promise<Answer<IngestAnswer>>
  /** Asks with the administrator's token, or with the headers given. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer is what a test looks at
  get<T = any>(path: string, headers?: Headers): Promise<Answer<T>>
  close(): Promise<void>
}

export interface TestAppOptions {
  readonly now?: UnixMs
  readonly sites?: readonly (Partial<Site> & { readonly id: string; readonly kind?: SiteKind })[]
  readonly trustProxy?: readonly string[]
  /** Methods of the store that do something else, as when they fail. */
  readonly broken?: Partial<Store> | ((store: Store) => Partial<Store>)
  /** Events that may wait for a commit. */
  readonly maxWaiting?: number
}

/** Stands in for the built snippet: calls a function with the settings. */
export const SNIPPET = 'start(KOOP_SITE,KOOP_ROUTE,KOOP_PARTS)'

function trackerFolder(root: string): string {
  for (const file of SNIPPET_FILES) folderWith(root, 'tracker', file, SNIPPET)
  return join(root, 'tracker')
}

/** The real app on the real store in a folder of its own, with a clock that stands still until a test moves it. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { now = NOON, sites = [{ id: 'example' }], trustProxy = [], maxWaiting, broken = {} } = options
  const root = mkdtempSync(join(tmpdir(), 'koopsignaal-test-'))
  const dir = join(root, 'data')
  const clock: Clock = { now }
  const sound = openSqliteStore(dir)
  const store: Store = { ...sound, ...(typeof broken === 'function' ? broken(sound) : broken) }
  const adminToken = newToken()
  const context: Context = {
    store,
    committer: createCommitter({
      store,
      onFatal: () => {},
      ...(maxWaiting === undefined ? {} : { maxWaiting }),
    }),
    config: {
      host: '127.0.0.1',
      port: 0,
      dataDir: dir,
      store: 'sqlite',
      trustProxy,
      adminToken,
    },
    ask: askOf(store),
    dayHash: createDayHash(dir, () => clock.now),
    metrics: createMetrics(),
    now: () => clock.now,
    assets: {
      tracker: trackerFolder(root),
      dashboard: folderWith(root, 'dashboard', 'index.html', '<!doctype html><title>Koopsignaal</title>'),
      examples: null,
    },
  }
  const app = await buildApp(context)
  for (const site of sites) await store.putSite(newSite({ domains: ['example.nl'], ...site }, now))

  const send = async (batch: unknown, headers: Headers): Promise<Answer<IngestAnswer>> =>
    toAnswer(
      await app.inject({
        method: 'POST',
        url: '/v1/events',
        headers: { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': FIREFOX, ...headers },
        payload: typeof batch === 'string' ? batch : JSON.stringify(batch),
      }),
    )
  return {
    app,
    store,
    context,
    clock,
    dir,
    adminToken,
    async token(role, site = 'example') {
      const token = newToken()
      await store.putToken({ hash: hashToken(token), site, role, label: '', createdAt: clock.now })
      return token
    },
    post: (batch, headers = {}) => send(batch, headers),
    postAsOwner: (batch) => send(batch, { authorization: `Bearer ${adminToken}` }),
    get: async (path, headers = { authorization: `Bearer ${adminToken}` }) =>
      toAnswer(await app.inject({ method: 'GET', url: path, headers })),
    async close() {
      await app.close()
      await context.committer.drain()
      await store.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

export function toAnswer<T>(response: LightMyRequestResponse): Answer<T> {
  const { statusCode: status, body: text, headers } = response
  const isJson = String(headers['content-type'] ?? '').startsWith('application/json')
  return { status, text, headers, body: (isJson ? JSON.parse(text) : text) as T }
}

function folderWith(root: string, name: string, file: string, content: string): string {
  const folder = join(root, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, file), content)
  return folder
}
