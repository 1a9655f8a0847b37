import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { methodNotAllowed } from './allowed-methods.ts'
import type { Context } from './context.ts'
import { HIDDEN } from './hidden.ts'

/** No script but our own, no text that becomes markup: what visitors send can only ever be shown. */
const DASHBOARD_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const DEMO_CSP =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'"

const DEMOS = [
  { folder: 'shop', prefix: '/demo/', isSinglePage: false },
  { folder: 'services', prefix: '/demo-services/', isSinglePage: false },
  { folder: 'spa', prefix: '/demo-spa/', isSinglePage: true },
]

const PAGE_METHODS: readonly string[] = ['GET', 'HEAD']

/** The dashboard's built files and, when asked for, the example sites. */
export async function pageRoutes(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(fastifyStatic, {
    root: context.assets.dashboard,
    prefix: '/dashboard/',
    decorateReply: false,
    redirect: true,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('content-security-policy', DASHBOARD_CSP)
      reply.header('cache-control', 'no-cache')
      reply.header('referrer-policy', 'no-referrer')
    },
  })
  leadTo(app, '/dashboard/')
  app.get('/', { schema: HIDDEN }, async (_request, reply) => reply.redirect('/dashboard/', 303))

  if (context.assets.examples === null) return
  for (const { folder, prefix, isSinglePage } of DEMOS) {
    const root = join(context.assets.examples, folder)
    leadTo(app, prefix)
    await app.register(
      async (scope) => {
        // A single-page app has one page for every address that is no file.
        if (isSinglePage)
          scope.setNotFoundHandler(async ({ method }, reply) => {
            if (!PAGE_METHODS.includes(method)) throw methodNotAllowed(reply, method, PAGE_METHODS)
            return reply.sendFile('index.html', root)
          })
        await scope.register(fastifyStatic, {
          root,
          redirect: true,
          cacheControl: false,
          setHeaders: (reply) => {
            reply.header('content-security-policy', DEMO_CSP)
            reply.header('cache-control', 'no-cache')
          },
        })
      },
      { prefix },
    )
  }
}

/** Who types an address without its last slash is led to the page. */
function leadTo(app: FastifyInstance, prefix: string): void {
  app.get(prefix.slice(0, -1), { schema: HIDDEN }, async (_request, reply) => reply.redirect(prefix, 303))
}
