import { HOUR, MINUTE } from '@koopsignaal/protocol'
import type { FastifyBaseLogger } from 'fastify'
import { advanceVisitor } from '../advance-visitor.ts'
import { buildApp } from '../app.ts'
import { hashToken, newToken } from '../auth/tokens.ts'
import { createCommitter } from '../commit.ts'
import { type Config, SETTINGS, type SettingName } from '../config.ts'
import { StartError } from '../errors.ts'
import { createDayHash } from '../identity/day-hash.ts'
import { createMetrics } from '../metrics.ts'
import { modelOf } from '../models.ts'
import type { Context } from '../routes/context.ts'
import { newSite } from '../sites.ts'
import type { Store } from '../storage/store.ts'
import { backtestInChild } from './backtest-child.ts'
import { builtFolder, fromRoot } from './built.ts'
import type { Command } from './command.ts'
import { greeting } from './greeting.ts'
import { learnNightly } from './nightly.ts'
import { prepareReports } from './prepare-reports.ts'
import { spareMemory } from './spare-memory.ts'
import { openThreads } from './store-thread.ts'
import { turnDays } from './turn-days.ts'
import { holdData } from './with-store.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Starts the collector.',
  usage: 'serve [--demo]',
  words: 0,
  options: { demo: { kind: 'flag', help: 'add the example sites and serve them' } },
  settings: Object.keys(SETTINGS) as SettingName[],
  run: async (input, io) => {
    spareMemory()
    const collector = await startCollector(input.config, { demo: input.flag('demo') })
    stopWhenTold(collector.stop)
    for (const line of await greet(collector)) io.print(line)
    const endNights = learnNightly({ ...collector, program: process.argv[1]! })
    await collector.stopped.finally(endNights)
  },
}

export interface Collector {
  readonly store: Store
  readonly config: Config
  readonly log: FastifyBaseLogger
  readonly demo: boolean
  /** 'http://127.0.0.1:8400' */
  readonly url: string
  /** Answers what has been taken in, closes the storage. */
  readonly stop: () => Promise<void>
  /** Resolves after a stop; rejects when the storage failed. */
  readonly stopped: Promise<void>
}

/** Longest that a stop waits for requests under way. */
const DRAIN_TIME = 10_000
/** Chosen: often enough that a stop without work under way takes no visible time. */
const SWEEP_EVERY = 50

/** One that the writing thread is busy with, and one that it finds when it is done. */
const GROUPS_UNDER_WAY = 2

/** Puts the parts together and listens. The one place where they meet.
 *  @throws StartError with one sentence for whatever keeps it from starting */
export async function startCollector(config: Config, { demo }: { demo: boolean }): Promise<Collector> {
  const release = holdData(config)
  const { store, keep, ask, failed } = await openThreads(config).catch((error: unknown) => {
    release()
    throw error
  })
  const { promise: stopped, resolve, reject } = Promise.withResolvers<void>()
  let failure: StartError | null = null
  const onFatal = (error: unknown): void => {
    failure ??= new StartError(
      `The storage failed and the collector has stopped: ${(error as Error).message}. Run: koopsignaal doctor`,
    )
    void stop()
  }
  const committer = createCommitter({ store, keep, underWay: GROUPS_UNDER_WAY, onFatal })
  void failed.then(onFatal)
  const dayHash = createDayHash(config.dataDir, Date.now)
  const context: Context = {
    store,
    committer,
    ask,
    config,
    dayHash,
    metrics: createMetrics(),
    now: Date.now,
    backtest: backtestInChild(config, process.argv[1]!),
    assets: {
      tracker: builtFolder('tracker'),
      dashboard: builtFolder('dashboard'),
      examples: demo ? fromRoot('examples') : null,
    },
  }
  const app = await buildApp(context, { level: 'warn' })
  if (demo) await addDemoSites(store)

  const url = await app
    .listen({ host: config.host, port: config.port })
    .catch(async (error: NodeJS.ErrnoException) => {
      await store.close()
      release()
      throw cannotListen(error, config)
    })
  await store.expire(Date.now())
  const housekeeping = setInterval(() => void keepHouse(store, app.log), HOUR)
  housekeeping.unref()
  const endDays = turnDays(dayHash, app.log)
  void keepHouse(store, app.log)

  let stopping: Promise<void> | null = null
  const renewing = renewProfiles(store, app.log, () => stopping !== null)
  void prepareReports({ store, ask, log: app.log, now: Date.now, isStopping: () => stopping !== null })
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      clearInterval(housekeeping)
      endDays()
      const deadline = setTimeout(() => app.server.closeAllConnections(), DRAIN_TIME)
      // Closing ends the connections that are idle at that moment; one that was answered after it would be kept open.
      const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_EVERY)
      await app.close()
      clearTimeout(deadline)
      clearInterval(sweep)
      await committer.drain()
      await renewing
      await store.close().catch(onFatal)
      release()
      if (failure === null) resolve()
      else reject(failure)
    })()
    return stopping
  }
  return { store, config, log: app.log, demo, url, stop, stopped }
}

/** For a process that is a collector and nothing else. */
function stopWhenTold(stop: () => Promise<void>): void {
  // Not once: a terminal and the launcher send the same signal, and the second must not end what the first began.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop())
  // Started by the launcher on another Node: when it goes, so does this.
  if (process.send !== undefined) process.once('disconnect', () => void stop())
  // Listening to the channel would keep this process alive when it has stopped.
  process.channel?.unref()
}

/** Forgets what has had its time. What fails is tried again in an hour. */
async function keepHouse(store: Store, log: FastifyBaseLogger): Promise<void> {
  try {
    await store.expire(Date.now())
    const retained = await store.applyRetention(Date.now(), advanceVisitor)
    if (retained.anonymised + retained.removed > 0) log.warn(retained, 'retention periods have ended')
  } catch (error) {
    log.error(error, 'housekeeping')
  }
}

/** After an upgrade whose model is another one: profiles are derived again behind the running collector's back. Until a
 *  visitor's turn comes, whoever asks gets it folded on the spot. */
async function renewProfiles(store: Store, log: FastifyBaseLogger, isStopping: () => boolean): Promise<void> {
  try {
    for (const site of await store.sites()) {
      if (isStopping()) return
      await store.rebuild(site, advanceVisitor, { present: modelOf(site), isCancelled: isStopping })
    }
  } catch (error) {
    log.error({ err: error }, 'profiles of an earlier model could not be renewed; run koopsignaal rebuild')
  }
}

function cannotListen(error: NodeJS.ErrnoException, config: Config): StartError {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${config.port} on ${config.host} is in use. Stop the other program or set KOOPSIGNAAL_PORT.`,
    )
  }
  if (error.code === 'EACCES') {
    return new StartError(
      `Port ${config.port} may not be opened by this user. Set KOOPSIGNAAL_PORT above 1023.`,
    )
  }
  return new StartError(
    `Cannot listen on ${config.host}:${config.port}: ${error.message}. Set KOOPSIGNAAL_HOST and KOOPSIGNAAL_PORT.`,
  )
}

const DEMO_SITES = [
  { id: 'demo', kind: 'shop' as const },
  { id: 'services', kind: 'services' as const },
  { id: 'spa', kind: 'shop' as const },
]

async function addDemoSites(store: Store): Promise<void> {
  for (const { id, kind } of DEMO_SITES) {
    if ((await store.site(id)) === null) {
      await store.putSite(newSite({ id, kind, domains: ['127.0.0.1', 'localhost'] }, Date.now()))
    }
  }
}

const LOGIN_LIFE = 15 * MINUTE

/** A link that logs one browser in, once, within a quarter of an hour. */
export async function newLoginLink(store: Store, url: string): Promise<string> {
  const key = newToken()
  await store.putLogin('key', { hash: hashToken(key), expiresAt: Date.now() + LOGIN_LIFE })
  return `${url}/login?key=${key}`
}

/** Makes what a person needs after a start: a log-in link, and on the first run a token. */
async function greet({ store, config, demo, url }: Collector): Promise<readonly string[]> {
  const firstRun = (await store.tokens()).length === 0 && config.adminToken === null
  const token = firstRun ? newToken() : null
  if (token !== null) {
    await store.putToken({
      hash: hashToken(token),
      site: null,
      role: 'admin',
      label: 'first run',
      createdAt: Date.now(),
    })
  }
  const isDemo = (id: string) => DEMO_SITES.some((site) => site.id === id)
  const sites = (await store.sites()).map(({ id }) => id)
  return greeting({
    url,
    dataDir: config.dataDir,
    loginLink: await newLoginLink(store, url),
    // People came for their own.
    sites: [...sites.filter((id) => !isDemo(id)), ...sites.filter(isDemo)],
    demo,
    token,
    adminToken: config.adminToken,
  })
}
