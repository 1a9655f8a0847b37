import type { FastifyInstance, FastifyRequest } from 'fastify'

/** A body that is not complete by then is not waited for: a phone on a bad line sends 64 KiB in less. */
const BODY_DEADLINE = 10_000
const SWEEP_EVERY = 1_000

/** Ends connections that drip their body, so that thousands of them cannot keep real visitors out. Routes with
 *  `config: { streams: true }` read for as long as it takes. One timer looks after all of them: one for each request would cost
 *  more than the rest of this. */
export function closeSlowBodies(app: FastifyInstance): void {
  // In order of arrival, so in order of deadline.
  const underWay = new Map<FastifyRequest, number>()
  const sweep = setInterval(() => {
    const now = performance.now()
    for (const [request, deadline] of underWay) {
      // Asked here, of the few that take a second: Fastify puts a route's options together anew each time.
      const mayTakeLong = (request.routeOptions.config as { streams?: boolean }).streams === true
      if (mayTakeLong || request.socket.destroyed) underWay.delete(request)
      else if (deadline <= now) request.socket.destroy()
    }
  }, SWEEP_EVERY).unref()

  app.addHook('onRequest', (request, _reply, done) => {
    underWay.set(request, performance.now() + BODY_DEADLINE)
    done()
  })
  app.addHook('preValidation', (request, _reply, done) => {
    underWay.delete(request)
    done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    underWay.delete(request)
    done()
  })
  app.addHook('onClose', async () => clearInterval(sweep))
}
