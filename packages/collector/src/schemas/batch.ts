import { z } from 'zod'
import { envelopeSchema, eventSchema } from './wire.ts'

/** A whole batch, for the description of the interface; when one arrives its events are checked one by one. */
export const batchSchema = envelopeSchema.extend({ events: z.array(eventSchema).max(100) })

/** One line of a bulk body: an event with its own envelope. */
export const bulkLineSchema = z.intersection(envelopeSchema, eventSchema)
