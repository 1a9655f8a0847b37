import type { Role } from '@koopsignaal/protocol'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import { authorize, type Caller, callerOf, hashToken, mustBeKnown } from '../auth/tokens.ts'
import type { Committer } from '../commit.ts'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import type { DayHash } from '../pipeline/index.ts'
import type { RunBacktest } from '../questions/backtest/index.ts'
import type { AskReport } from '../questions/reports.ts'
import type { Site, Store } from '../storage/store.ts'

/** What every route works with; made once, in cli/serve or in a test. */
export interface Context {
  readonly store: Store
  readonly committer: Committer
  /** Asks for a report, on whatever thread those are made. */
  readonly ask: AskReport
  readonly config: Config
  readonly dayHash: DayHash
  readonly metrics: Metrics
  readonly now: () => number
  /** Folders with built files. */
  readonly assets: {
    readonly tracker: string
    readonly dashboard: string
    /** Served under /demo…; null when the demo is not asked for. */
    readonly examples: string | null
  }
  readonly log?: FastifyBaseLogger
  /** Back-tests off this thread; without it they run on it. */
  readonly backtest?: RunBacktest
}

export const SESSION_COOKIE = 'koop_session'

/** @throws AppError unknown_site */
export async function findSite(context: Context, id: string): Promise<Site> {
  const site = await context.store.site(id)
  if (site === null) throw new AppError('unknown_site', `There is no site '${id}'.`)
  return site
}

/** The log-in that a request carries. Cookies are read where they are wanted: no visitor's event has one to read. A change that another
 *  site's page asks for carries none: for a page on a neighbouring domain the browser sends the cookie along. */
export function sessionOf(request: FastifyRequest): string | undefined {
  const { cookie } = request.headers
  if (cookie === undefined || (!isReading(request.method) && isFromElsewhere(request))) return undefined
  return request.server.parseCookie(cookie)[SESSION_COOKIE]
}

/** Whether another site's page sent it, as the browser says, which no page can change; a program says nothing. */
export function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const from = headers['sec-fetch-site'] ?? 'none'
  return from !== 'same-origin' && from !== 'none'
}

/** Who sends a request: the holder of a token, or of the dashboard's log-in. */
export async function identifyCaller(context: Context, request: FastifyRequest): Promise<Caller | null> {
  const { authorization } = request.headers
  if (authorization !== undefined) return callerOf(authorization, context.store, context.config.adminToken)
  const session = sessionOf(request)
  if (session === undefined) return null
  const known = await context.store.hasLogin('session', hashToken(session), context.now())
  return known ? { role: 'admin', site: null } : null
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller must be allowed, where it is not what the method says: to read for GET, else everything. */
    role?: Role
    /** The answer also comes as CSV and NDJSON. */
    inLines?: boolean
  }
}

/** A hook for routes that nobody may use without a token: what somebody asks who may not is not even read, so that he is told 401, 403
 *  or 404 and not what is wrong with his question. */
export function refuseStrangers(context: Context): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const caller = await identifyCaller(context, request)
    const needed = request.routeOptions.config.role ?? (isReading(request.method) ? 'read' : 'admin')
    const { site } = request.params as { readonly site?: string }
    if (site === undefined && needed === 'read') mustBeKnown(caller)
    else authorize(caller, needed, site ?? null)
  }
}

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** The site in the path, for a caller who may do `role` there.
 *  @throws AppError unauthorized, forbidden, unknown_site */
export async function siteFor(
  context: Context,
  request: FastifyRequest,
  id: string,
  role: Role,
): Promise<Site> {
  authorize(await identifyCaller(context, request), role, id)
  return findSite(context, id)
}
