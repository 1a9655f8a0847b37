import { DAY } from '@koopsignaal/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hashToken, newToken } from '../auth/tokens.ts'
import { type Context, isFromElsewhere, SESSION_COOKIE, sessionOf } from './context.ts'
import { HIDDEN } from './hidden.ts'
import { LOGIN_PAGE_CSP, loginPage } from './login-page.ts'
import { languageOf } from './negotiate.ts'
import { isLoopback } from './sender.ts'

/** Chosen: long enough for a Monday-to-Friday user, short enough for a lost laptop. */
const SESSION_LENGTH = 30 * DAY

const DASHBOARD = '/dashboard/'

/** Where log-ins begin and end.
 *
 *  The printed link logs one browser in, once. Previews of messages and scanners of mail open links before people do, and would use
 *  it up; so only on the collector's own machine, where none of them comes, does opening it do. From anywhere else it shows a button. */
export async function loginRoutes(app: FastifyInstance, context: Context): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1_024 },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
  })

  app.get<{ Querystring: { key?: unknown } }>('/login', { schema: HIDDEN }, async (request, reply) => {
    const { key } = request.query
    if (typeof key !== 'string' || !(await isKey(key))) return reply.redirect(DASHBOARD, 303)
    if (isOpenedHere(request)) return logIn(key, request, reply)
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', LOGIN_PAGE_CSP)
      .header('vary', 'accept-language')
      .send(loginPage(key, languageOf(request, { language: 'nl' })))
  })

  app.post('/login', { schema: HIDDEN }, async (request, reply) => {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    return logIn(form.get('key') ?? '', request, reply)
  })

  const isKey = (key: string) => context.store.hasLogin('key', hashToken(key), context.now())

  /** A used or unknown key lands on the same page, which then says how to get a new link. */
  async function logIn(key: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (await context.store.takeLogin('key', hashToken(key), context.now())) {
      const session = newToken()
      await context.store.putLogin('session', {
        hash: hashToken(session),
        expiresAt: context.now() + SESSION_LENGTH,
      })
      reply.setCookie(SESSION_COOKIE, session, {
        path: '/',
        httpOnly: true,
        // Lax: the link may be opened from a mail; no request that changes anything is a GET.
        sameSite: 'lax',
        secure: request.protocol === 'https',
        maxAge: SESSION_LENGTH / 1000,
      })
    }
    return reply.redirect(DASHBOARD, 303)
  }

  app.post('/logout', { schema: HIDDEN }, async (request, reply) => {
    const session = sessionOf(request)
    if (session !== undefined) await context.store.takeLogin('session', hashToken(session), context.now())
    if (!isFromElsewhere(request)) reply.clearCookie(SESSION_COOKIE, { path: '/' })
    return reply.code(204).send()
  })
}

/** Somebody at the collector's own machine opens the link itself: nothing stands between, and no browser fetches it ahead. */
function isOpenedHere(request: FastifyRequest): boolean {
  const { headers, method } = request
  const isAhead = AHEAD.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? '')))
  const isPassedOn = PASSED_ON.some((name) => headers[name] !== undefined)
  return method === 'GET' && !isAhead && !isPassedOn && isLoopback(request.ip) && isOwnName(request.hostname)
}

/** What browsers have said when nobody has opened a page yet. */
const AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
/** What proxies add. */
const PASSED_ON = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
]

const isOwnName = (host: string): boolean => host === 'localhost' || host === '[::1]' || isLoopback(host)
