import type { FastifyInstance, FastifyRequest } from 'fastify'

/** A body that is not complete by then is not waited for: a phone on a bad line sends 64 KiB in less. */
const BODY_DEADLINE = 10_000

/** Ends connections that drip their body, so that thousands of them cannot keep real visitors out. Routes with
 *  `config: { streams: true }` read for as long as it takes. */
export function closeSlowBodies(app: FastifyInstance): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()
  const stop = async (request: FastifyRequest): Promise<void> => {
    clearTimeout(timers.get(request))
  }
  app.addHook('onRequest', async (request) => {
    if ((request.routeOptions.config as { streams?: boolean }).streams) return
    timers.set(
      request,
      setTimeout(() => request.raw.socket.destroy(), BODY_DEADLINE),
    )
  })
  app.addHook('preValidation', stop)
  app.addHook('onResponse', stop)
  app.addHook('onRequestAbort', stop)
}
