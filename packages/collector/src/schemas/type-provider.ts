import type { FastifyTypeProvider } from 'fastify'
import type { z } from 'zod'

/** Types what arrives by its schema. What leaves is typed by protocol's answer types, which schemas/answers.ts proves equal. */
export interface ParsedByZod extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
  serializer: unknown
}
