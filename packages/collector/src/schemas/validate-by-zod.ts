import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { issueText } from './issue-text.ts'
import { readNumbers } from './read-numbers.ts'

/** Fastify's validation by zod, with our own sentence for what is wrong. */
export const validateByZod: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data) => {
    const result = schema.safeParse(httpPart === 'querystring' ? readNumbers(schema, data) : data)
    if (result.success) return { value: result.data }
    return {
      error: new AppError('invalid_request', issueText([], inParameter(httpPart, result.error.issues[0]!))),
    }
  }

/** A parameter with several values is one parameter: its name is what the caller knows, not the place among its values. */
function inParameter(httpPart: string | undefined, issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return httpPart === 'querystring' ? { ...issue, path: issue.path.slice(0, 1) } : issue
}
