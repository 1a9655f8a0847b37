import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { issueText } from './issue-text.ts'

/** Fastify's validation by zod, with our own sentence for what is wrong. */
export const validateByZod: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const result = schema.safeParse(data)
    if (result.success) return { value: result.data }
    return { error: new AppError('invalid_request', issueText([], result.error.issues[0]!)) }
  }
