import { z } from 'zod'
import { envelopeSchema, eventSchema } from './wire.ts'

/** A whole batch, for the description of the interface; when one arrives its events are checked one by one. */
const publicBatchSchema = envelopeSchema.extend({ events: z.array(eventSchema).max(100) })

/** What the tag sends; `fromTag` of @koopsignaal/protocol says it in the words of a batch before anything is checked. */
const tagMessageSchema = z
  .array(z.unknown())
  .describe(
    'The short form of the tag: may change with it. Programs of your own send the batch described before it.',
  )

/** The body of `POST /v1/events`. */
export const batchSchema = z.union([publicBatchSchema, tagMessageSchema])

/** One line of a bulk body: an event with its own envelope. */
export const bulkLineSchema = z.intersection(envelopeSchema, eventSchema)
