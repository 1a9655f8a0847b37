import type { IngestAnswer } from '@koopsignaal/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReceivedBatch, Sender } from '../pipeline/index.ts'
import { forgettingCookie, type Hosts, keepingCookie, sharedDomain } from '../server-cookie.ts'
import type { Site } from '../storage/store.ts'
import type { Context } from './context.ts'

/** Lets a page read an answer to a request with cookies; only where the site asks for that. What it is told depends on what it sent,
 *  never on a cookie. */
export function allowCookies(site: Site, request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers
  if (site.cookie !== 'server' || origin === undefined) return
  reply
    .header('access-control-allow-origin', origin)
    .header('access-control-allow-credentials', 'true')
    .header('vary', 'origin')
}

/** What was asked and what became of it. */
interface Done {
  readonly site: Site
  readonly sender: Sender
  readonly batch: ReceivedBatch
  readonly answer: IngestAnswer
}

/** The `Set-Cookie` of an answer: the collector keeps the id of a visitor who agreed, once, and takes away that of one who took
 *  consent back. Safari forgets what scripts keep after seven days, and not what the site's own server keeps.
 *  @returns null where the site does not ask for it, and for everybody who gave no consent */
export async function visitorCookie(
  { store }: Pick<Context, 'store'>,
  request: FastifyRequest,
  { site, sender, batch, answer }: Done,
): Promise<string | null> {
  if (site.cookie !== 'server' || sender.owner) return null
  const hosts: Hosts = {
    page: sender.origin,
    collector: request.hostname.toLowerCase(),
    isHttps: request.protocol === 'https',
  }
  const domain = sharedDomain(site.domains, hosts)
  if (domain === null) return null
  const { consent, visitor } = batch.envelope
  const isRefused = answer.dropped.some(({ reason }) => reason === 'visitor_erased')
  if (consent === 'withdrawn' || consent === 'denied' || isRefused) return forgettingCookie(domain, hosts)
  if (consent !== 'granted' || visitor === undefined || sender.optedOut) return null
  // It came back, so it is there; a cookie of the very same host may be the script's own.
  if (hosts.page !== hosts.collector && carries(request, visitor)) return null
  // The events are safe whatever becomes of the question: their sender must not hear that they are not.
  const known = await store.visitor({ site: site.id, visitor }).catch(() => null)
  const since = known?.profile.state.firstAt ?? null
  return since === null ? null : keepingCookie(visitor, since, sender.receivedAt, domain, hosts)
}

function carries({ headers }: FastifyRequest, visitor: string): boolean {
  return (headers.cookie ?? '').split(/; */).includes(`koop=${visitor}`)
}
