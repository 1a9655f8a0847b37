import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** A body that is not complete by then is not waited for: a phone on a bad line sends 64 KiB in less. */
const BODY_DEADLINE = 10_000
const SWEEP_EVERY = 1_000

/** Ends connections that drip their body, so that thousands of them cannot keep real visitors out. Routes with
 *  `config: { streams: true }` read for as long as it takes. One timer looks after all of them: one for each request would cost
 *  more than the rest of this. */
export function closeSlowBodies(app: FastifyInstance): void {
  // In order of arrival, so in order of deadline.
  const underWay = new Map<IncomingMessage, number>()
  const sweep = setInterval(() => {
    const now = performance.now()
    for (const [request, deadline] of underWay) {
      if (deadline <= now) request.socket.destroy()
      if (request.socket.destroyed) underWay.delete(request)
    }
  }, SWEEP_EVERY).unref()

  app.addHook('onRequest', (request, _reply, done) => {
    if (!(request.routeOptions.config as { streams?: boolean }).streams) {
      underWay.set(request.raw, performance.now() + BODY_DEADLINE)
    }
    done()
  })
  app.addHook('preValidation', (request, _reply, done) => {
    underWay.delete(request.raw)
    done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    underWay.delete(request.raw)
    done()
  })
  app.addHook('onClose', async () => clearInterval(sweep))
}
