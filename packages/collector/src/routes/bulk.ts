import { Readable } from 'node:stream'
import type { DroppedAnswer } from '@koopsignaal/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { authorize, type Caller, callerOf } from '../auth/tokens.ts'
import { AppError } from '../errors.ts'
import { AS_IMPORT, ingestBatch, keepRefused } from '../ingest.ts'
import { linesOf } from '../lines-of.ts'
import { receive } from '../pipeline/index.ts'
import { errorAnswer } from '../schemas/answers.ts'
import { bulkLineSchema } from '../schemas/batch.ts'
import type { Site } from '../storage/store.ts'
import { type Line, MAX_LINE, toBatches } from './bulk-batches.ts'
import { type Context, findSite } from './context.ts'
import { toSender } from './sender.ts'

/** Lines that are prepared together; of these and the next ones, only so many are in memory. */
const LINES_AT_ONCE = 1_000
/** Refusals that the answer lists; all are counted, and all are in quarantine. */
const MAX_LISTED = 1_000

const bulkAnswer = z
  .object({
    accepted: z.number(),
    duplicates: z.number(),
    dropped: z.array(z.object({ index: z.number(), reason: z.string(), message: z.string() })),
    droppedTotal: z.number(),
  })
  .describe('Read to the end: the accepted events survive a power cut.')

/** `POST /v1/events/bulk`: events as NDJSON, one a line with its own site and visitor, any number, in constant memory. */
export async function bulkRoutes(app: FastifyInstance, context: Context): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async (_request: unknown, payload: Readable) => payload)

  app.post(
    '/v1/events/bulk',
    {
      bodyLimit: Number.MAX_SAFE_INTEGER,
      config: { streams: true },
      validatorCompiler: () => () => true,
      schema: {
        summary: 'Send any number of events',
        description:
          'NDJSON: one event a line, with `site` and, where it is known, `visitor` (or `ip` and `userAgent`) beside the fields of the event. Needs a write token. `dropped` lists the first 1,000 refusals; `droppedTotal` counts all.',
        tags: ['Sending'],
        security: [{ token: [] }],
        consumes: ['application/x-ndjson'],
        body: bulkLineSchema,
        response: { 202: bulkAnswer, '4xx': errorAnswer, '5xx': errorAnswer },
      },
    },
    async (request, reply) => {
      // The token only, never the dashboard's cookie: a page of a neighbouring origin could make a browser send that along.
      const caller = await callerOf(request.headers.authorization, context.store, context.config.adminToken)
      authorize(caller, 'write', caller?.site ?? null)
      const totals = { accepted: 0, duplicates: 0, dropped: [] as DroppedAnswer[], droppedTotal: 0 }
      const sender = () => toSender(context, request, true)
      // While the lines before are being kept, the next ones are prepared.
      let before = Promise.resolve()
      for await (const lines of chunks((request.body as Readable | undefined) ?? Readable.from([]))) {
        const now = ingestLines(context, caller, lines, sender, totals)
        // Told when its turn comes.
        now.catch(() => {})
        await before
        before = now
      }
      await before
      return reply.code(202).send(totals)
    },
  )
}

async function* chunks(body: Readable): AsyncGenerator<readonly Line[]> {
  let lines: Line[] = []
  let index = 0
  for await (const text of linesOf(body, MAX_LINE)) {
    const line = { index: index++, text }
    if (text.trim() === '') continue
    lines.push(line)
    if (lines.length === LINES_AT_ONCE) {
      yield lines
      lines = []
    }
  }
  if (lines.length > 0) yield lines
}

async function ingestLines(
  context: Context,
  caller: Caller | null,
  lines: readonly Line[],
  sender: () => ReturnType<typeof toSender>,
  totals: { accepted: number; duplicates: number; dropped: DroppedAnswer[]; droppedTotal: number },
): Promise<void> {
  const refuse = (index: number, reason: string, message: string): void => {
    totals.droppedTotal++
    if (totals.dropped.length < MAX_LISTED) totals.dropped.push({ index, reason, message })
  }
  const { batches, refused } = toBatches(lines)
  const textOf = (index: number): string => lines.find((line) => line.index === index)!.text
  const kept: RefusedLine[] = []
  const refuseLines = (indexes: readonly number[], error: AppError, said: unknown): void => {
    const reason = error.code === 'unknown_site' ? 'unknown_site' : 'invalid_event'
    for (const index of indexes) {
      const message = `line ${index + 1}: ${error.message}`
      refuse(index, reason, message)
      kept.push({ index, reason, message, said, event: textOf(index) })
    }
  }
  for (const { index, error } of refused) refuseLines([index], error, null)
  await Promise.all(
    batches.map(async ({ body, indexes }) => {
      try {
        const batch = receive(body)
        authorize(caller, 'write', batch.envelope.site)
        const site = await findSite(context, batch.envelope.site)
        const answer = await ingestBatch(context, batch, site, sender(), AS_IMPORT)
        totals.accepted += answer.accepted
        totals.duplicates += answer.duplicates
        for (const { index, reason, message } of answer.dropped)
          refuse(indexes[index]!, reason, `line ${indexes[index]! + 1}: ${withoutIndex(message)}`)
      } catch (error) {
        // Lines that cannot be read; a store that cannot commit ends the whole request.
        if (!(error instanceof AppError) || error.status >= 500) throw error
        refuseLines(indexes, error, body)
      }
    }),
  )
  await keepLines(context, caller, kept)
}

/** A line that is no event, or one of a site that this token does not know. */
interface RefusedLine {
  readonly index: number
  readonly reason: 'invalid_event' | 'unknown_site'
  readonly message: string
  /** What it says beside its event, as far as it could be read. */
  readonly said: unknown
  readonly event: string
}

/** They are kept as any refused event is, for the site that may see them; of nobody's site they are only counted. */
async function keepLines(
  context: Context,
  caller: Caller | null,
  refused: readonly RefusedLine[],
): Promise<void> {
  const bySite = new Map<string | null, { site: Site | null; lines: RefusedLine[] }>()
  for (const line of refused) {
    const site = await siteOf(context, caller, line.said)
    const own = bySite.get(site?.id ?? null) ?? { site, lines: [] }
    own.lines.push(line)
    bySite.set(site?.id ?? null, own)
  }
  for (const { site, lines } of bySite.values()) await keepRefused(context, lines, site, context.now())
}

/** Whose a refused line is: the one site that the token is of, else the site that it names; null when that is nobody's. */
async function siteOf(context: Context, caller: Caller | null, said: unknown): Promise<Site | null> {
  const name = caller?.site ?? (said as { readonly site?: unknown } | null)?.site
  return typeof name === 'string' ? context.store.site(name) : null
}

function withoutIndex(message: string): string {
  return message.replace(/^events\[\d+\]\.?:? ?/, '')
}
