/** The least that takes events in and keeps them: Fastify, one zod schema, group commit into one table without any index,
 *  `synchronous=FULL`, 202 after the commit. What the collector is measured against: `bare-server.ts <folder>`. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { z } from 'zod'

const batchSchema = z.object({
  site: z.string(),
  visitor: z.string().optional(),
  consent: z.string().optional(),
  v: z.string().optional(),
  events: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      ago: z.number().optional(),
      url: z.string().optional(),
      title: z.string().optional(),
      referrer: z.string().optional(),
      item: z.string().optional(),
      category: z.string().optional(),
      cta: z.string().optional(),
      query: z.string().optional(),
      results: z.number().optional(),
      form: z.string().optional(),
      name: z.string().optional(),
      value: z.number().optional(),
      currency: z.string().optional(),
      engagedMs: z.number().optional(),
      scrollPercent: z.number().optional(),
    }),
  ),
})

const db = new Database(join(process.argv[2]!, 'bare.db'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('CREATE TABLE batches (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
const insert = db.prepare('INSERT INTO batches (body) VALUES (?)')
const insertAll = db.transaction((bodies: readonly string[]) => {
  for (const body of bodies) insert.run(body)
})

let queue: { body: string; resolve: () => void }[] = []
function submit(body: string): Promise<void> {
  return new Promise((resolve) => {
    queue.push({ body, resolve })
    if (queue.length === 1) setImmediate(commit)
  })
}
function commit(): void {
  const group = queue
  queue = []
  insertAll(group.map(({ body }) => body))
  for (const { resolve } of group) resolve()
}

const app = Fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser('text/plain', { parseAs: 'string' }, async (_: unknown, body: unknown) => body)
app.post('/v1/events', async (request, reply) => {
  const body = request.body as string
  const batch = batchSchema.parse(JSON.parse(body))
  await submit(body)
  return reply.code(202).send({ accepted: batch.events.length, duplicates: 0, dropped: [] })
})
console.log(`listens on ${await app.listen({ host: '127.0.0.1', port: 0 })};`)
process.once('SIGTERM', async () => {
  await app.close()
  db.close()
})
