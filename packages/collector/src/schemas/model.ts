import { SITE_KINDS, TOPICS } from '@koopsignaal/protocol'
import { checkModel, FEATURES, type Model, SIGNAL_NAMES } from '@koopsignaal/scoring'
import { z } from 'zod'
import { rulePath } from './rule-path.ts'
import type { Says } from './says.ts'

/** A model that somebody hands in: a file of the command line, a body of the interface. */

const number = z.number()
const axes = z.object({ waarom: number, wat: number, waar: number })
const threshold = z.object({ enter: number, exit: number })
const head = z.object({
  intercept: number,
  terms: z
    .array(z.object({ feature: z.enum(FEATURES), mean: number, sd: number, weight: number }))
    .max(FEATURES.length),
  curve: z
    .array(z.object({ from: number, to: number }))
    .max(100)
    .exactOptional(),
  halfLife: number,
  source: z.string(),
  calibrated: z.boolean(),
})
const model = z.object({
  version: z.string().min(1).max(128),
  kind: z.enum(SITE_KINDS),
  calibrated: z.boolean(),
  base: number,
  weights: z
    .array(
      z.object({
        signal: z.enum(SIGNAL_NAMES),
        points: number,
        cap: number,
        unit: z.string(),
        reason: z.string(),
        source: z.string(),
      }),
    )
    .max(SIGNAL_NAMES.length),
  axisCaps: axes,
  halfLives: axes,
  zoeker: threshold,
  koper: threshold,
  visie: number,
  now: head,
  later: head,
  average: z.partialRecord(z.enum(SIGNAL_NAMES), number).exactOptional(),
})
const equal: Says<typeof model, Model> = true
void equal

/** @throws RangeError that says what is wrong with it */
export function parseModel(input: unknown): Model {
  const parsed = model.safeParse(input)
  if (parsed.success) return checkModel(parsed.data)
  const [issue] = parsed.error.issues
  throw new RangeError(`${issue?.path.join('.') || 'model'}: ${issue?.message ?? 'is none'}`)
}

const rules = z.array(z.strictObject({ path: rulePath, topic: z.enum(TOPICS) })).max(500)

/** @throws RangeError that says what is wrong with them */
export function parseTopicRules(input: unknown): z.output<typeof rules> {
  const parsed = rules.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new RangeError(`${issue?.path.join('.') || 'rules'}: ${issue?.message ?? 'are none'}`)
}

/** What a back-test may be asked for. */
export const backtestBody = z
  .strictObject({
    kind: z.enum(SITE_KINDS).optional().describe('The prior of this kind of site'),
    model: z.record(z.string(), z.unknown()).optional().describe('A model'),
    topicRules: rules.optional().describe('Another topic map'),
  })
  .refine(
    ({ kind, model: own, topicRules }) =>
      Number(kind !== undefined) + Number(own !== undefined) === 1 ||
      (kind === undefined && own === undefined && topicRules !== undefined),
    'give a kind, a model, or topicRules; a kind and a model exclude each other',
  )
export type BacktestQuestion = z.output<typeof backtestBody>
