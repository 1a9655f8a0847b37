import { DAY } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { hashToken, newToken } from '../auth/tokens.ts'
import { type Context, SESSION_COOKIE, sessionOf } from './context.ts'
import { HIDDEN } from './hidden.ts'

/** Chosen: long enough for a Monday-to-Friday user, short enough for a lost laptop. */
const SESSION_LENGTH = 30 * DAY

/** The printed link logs one browser in, once. */
export async function loginRoutes(app: FastifyInstance, context: Context): Promise<void> {
  // No HEAD: whoever only looks whether a link is there must not use it up.
  const options = { schema: HIDDEN, exposeHeadRoute: false }
  app.get<{ Querystring: { key?: string } }>('/login', options, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const key = typeof request.query.key === 'string' ? request.query.key : ''
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
    // A used or unknown key lands on the same page, which then says how to get a new link.
    return reply.redirect('/dashboard/', 303)
  })

  app.post('/logout', { schema: HIDDEN }, async (request, reply) => {
    const session = sessionOf(request)
    if (session !== undefined) await context.store.takeLogin('session', hashToken(session), context.now())
    reply.clearCookie(SESSION_COOKIE, { path: '/' })
    return reply.code(204).send()
  })
}
