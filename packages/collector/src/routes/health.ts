import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { errorAnswer, statusAnswer } from '../schemas/answers.ts'
import type { Context } from './context.ts'

/** For those who keep the machine: alive, able to commit, Prometheus text. */
export async function healthRoutes(app: FastifyInstance, context: Context): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get(
    '/healthz',
    { schema: { summary: 'Alive', tags: ['Operations'], response: { 200: statusAnswer } } },
    async () => ({ status: 'ok' }),
  )

  app.get(
    '/readyz',
    {
      schema: {
        summary: 'Able to commit',
        tags: ['Operations'],
        response: { 200: statusAnswer, '5xx': errorAnswer },
      },
    },
    async () => {
      if (!(await context.store.ready()))
        throw new AppError('store_busy', 'The database cannot commit now.', 2)
      return { status: 'ok' }
    },
  )

  app.get(
    '/metrics',
    { schema: { summary: 'Prometheus text', tags: ['Operations'] } },
    async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(
        context.metrics.text({
          koopsignaal_queue_events: context.committer.depth(),
          process_resident_memory_bytes: process.memoryUsage.rss(),
        }),
      ),
  )
}
