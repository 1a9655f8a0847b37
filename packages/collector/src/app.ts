import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { announceErased, announceKept } from './live/announcing.ts'
import { createLive } from './live/live.ts'
import { answerNoRoute } from './routes/allowed-methods.ts'
import { answerClientError, answerError } from './routes/answer-error.ts'
import { applySaved } from './routes/apply-saved.ts'
import { bulkRoutes } from './routes/bulk.ts'
import { channelRoutes } from './routes/channels.ts'
import { contentRoutes } from './routes/content.ts'
import type { Context } from './routes/context.ts'
import { costRoutes } from './routes/costs.ts'
import { describe } from './routes/describe.ts'
import { docsRoutes } from './routes/docs.ts'
import { answerUnchanged } from './routes/etag.ts'
import { eventRoutes } from './routes/events.ts'
import { funnelRoutes } from './routes/funnel.ts'
import { healthRoutes } from './routes/health.ts'
import { installationRoutes } from './routes/installation.ts'
import { liveRoutes } from './routes/live.ts'
import { loginRoutes } from './routes/login.ts'
import { meRoutes } from './routes/me.ts'
import { modelRoutes } from './routes/models.ts'
import { pageRoutes } from './routes/pages.ts'
import { refuseHostless } from './routes/refuse-hostless.ts'
import { refusePacked } from './routes/refuse-packed.ts'
import { refuseQuery } from './routes/refuse-query.ts'
import { reportRoutes } from './routes/reports.ts'
import { savedSegmentRoutes } from './routes/saved-segments.ts'
import { scriptRoutes } from './routes/script.ts'
import { siteSettingRoutes } from './routes/site-settings.ts'
import { siteRoutes } from './routes/sites.ts'
import { untieCursor } from './routes/tied-cursor.ts'
import { watchTag } from './routes/watch-tag.ts'
import { validateByZod } from './schemas/validate-by-zod.ts'
import { closeSlowBodies } from './slow-bodies.ts'
import { createTagLog } from './tag-log.ts'
import { trustedProxies } from './trusted-proxies.ts'
import { VERSION } from './version.ts'

/** The collector as an app that is not listening yet; tests call it through `inject`. */
export async function buildApp(
  given: Context,
  logger: FastifyServerOptions['logger'] = false,
): Promise<FastifyInstance> {
  const { trustProxy } = given.config
  const live = createLive(given.store, given.now, (error) =>
    app.log.error({ err: error }, 'live view failed'),
  )
  const context: Context = {
    ...given,
    store: announceErased(given.store, live),
    committer: announceKept(given.committer, live),
  }
  const app: FastifyInstance = Fastify({
    logger,
    // Request lines hold addresses and full queries; what is worth knowing is logged by the code that knows it.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy.length > 0 ? trustedProxies(trustProxy) : false,
    bodyLimit: 256 * 1024,
    // Headers within 5 s; bodies are timed in slow-bodies.ts, because a bulk upload may take long.
    requestTimeout: 0,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, requireHostHeader: false },
    routerOptions: { maxParamLength: 256 },
    // What no route sees is refused in the same shape as everything else.
    frameworkErrors: (error, request, reply) => void answerError(context)(error, request, reply),
    clientErrorHandler: answerClientError,
  })

  // One for all requests: hardly any of them writes a line, and none writes two.
  app.setChildLoggerFactory((log) => log)
  app.setValidatorCompiler(validateByZod)
  // Answers are typed; checking them again on the way out would only cost time.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(answerError(context))
  answerNoRoute(app)
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    done()
  })
  closeSlowBodies(app)
  refuseHostless(app)
  refusePacked(app)

  await app.register(cookie, { hook: false })
  await app.register(swagger, { openapi: DESCRIPTION, transform: describe })
  // Each in a scope of its own: their parsers, limits and hooks do not mix.
  for (const routes of [eventRoutes, bulkRoutes, meRoutes, healthRoutes, loginRoutes, pageRoutes]) {
    await app.register(async (scope) => routes(scope, context))
  }
  for (const routes of [
    reportRoutes,
    funnelRoutes,
    channelRoutes,
    costRoutes,
    contentRoutes,
    modelRoutes,
    savedSegmentRoutes,
    siteRoutes,
    siteSettingRoutes,
  ]) {
    await app.register(async (scope) => {
      scope.addHook('preHandler', refuseQuery)
      scope.addHook('preHandler', applySaved(context))
      scope.addHook('preHandler', untieCursor)
      scope.addHook('onSend', answerUnchanged)
      await routes(scope, context)
    })
  }
  const tagLog = createTagLog(context.now())
  await app.register(async (scope) => {
    scope.addHook('onResponse', watchTag(tagLog, context))
    await scriptRoutes(scope, context)
  })
  await app.register(async (scope) => {
    scope.addHook('preHandler', refuseQuery)
    await liveRoutes(scope, context, live)
  })
  await app.register(async (scope) => {
    scope.addHook('preHandler', refuseQuery)
    await installationRoutes(scope, context, tagLog)
  })
  await app.register(docsRoutes)
  return app
}

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'Koopsignaal',
    version: VERSION,
    description:
      'Who is passing by, who is searching, who is ready to buy, and why. Every error is { "error": { "code", "message" } } with a message that says what to change.',
  },
  tags: [
    { name: 'Sending', description: 'What browsers and the owner’s own servers send.' },
    { name: 'Asking', description: 'What marketers ask. Lists come as JSON, CSV or NDJSON.' },
    { name: 'Visitors', description: 'What every visitor may ask about themselves.' },
    { name: 'Managing', description: 'Sites and tokens.' },
    { name: 'Operations', description: 'For those who keep the machine.' },
  ],
  components: {
    securitySchemes: {
      token: {
        type: 'http' as const,
        scheme: 'bearer',
        description: 'A token with a role for one site, or the admin token.',
      },
    },
  },
}
