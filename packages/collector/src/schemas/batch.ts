import type { TagEvent } from '@koopsignaal/protocol'
import { z } from 'zod'
import { envelopeSchema, eventSchema } from './wire.ts'

/** What the tag sends of an event, in the words of the page; its parts are checked as those of the event that it stands for. */
const tagEventSchema: z.ZodType<TagEvent> = z
  .object({
    id: z.union([z.string(), z.number()]),
    seen: z.number().exactOptional(),
    url: z.string(),
    type: z.string(),
    data: z.array(z.unknown()),
  })
  .describe(
    'The short form of the tag: may change with it. Programs of your own send the events described before it.',
  )

/** A whole batch, for the description of the interface; when one arrives its events are checked one by one. */
export const batchSchema = envelopeSchema.extend({
  now: z
    .number()
    .exactOptional()
    .describe('When this was sent, on the clock of `seen`: only beside the short form of the tag.'),
  events: z.array(z.union([eventSchema, tagEventSchema])).max(100),
})

/** One line of a bulk body: an event with its own envelope. */
export const bulkLineSchema = z.intersection(envelopeSchema, eventSchema)
