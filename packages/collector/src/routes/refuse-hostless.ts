import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Refuses in our shape what Node would refuse without a word: a request of HTTP/1.1 that names no host (RFC 9112, section 3.2). One that
 *  expects what nobody knows is answered as if it did not, as RFC 9110, section 10.1.1, allows. Node itself must let both through. */
export function refuseHostless(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  // A callback, not a promise: every event passes here.
  app.addHook('onRequest', ({ headers, raw }, _reply, done) => {
    done(headers.host === undefined && raw.httpVersion === '1.1' ? refusal() : undefined)
  })
}

function refusal(): AppError {
  return new AppError('invalid_request', 'Host: send this header; HTTP/1.1 needs it.')
}
