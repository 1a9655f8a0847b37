import { z } from 'zod'

/** An address holds texts only: those that are digits become numbers where the schema takes one. Any other text stays one and is refused,
 *  so that an empty parameter is not taken for 0.
 *  @example readNumbers(z.object({ limit: z.number(), page: z.string() }), { limit: '5', page: '5' }) // { limit: 5, page: '5' } */
export function readNumbers(schema: z.ZodType, data: unknown): unknown {
  if (!(schema instanceof z.ZodObject) || typeof data !== 'object' || data === null) return data
  const shape: Readonly<Record<string, unknown>> = schema.shape
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      isDigits(value) && Object.hasOwn(shape, name) && takesNumber(shape[name]) ? Number(value) : value,
    ]),
  )
}

const isDigits = (value: unknown) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)

function takesNumber(type: unknown): boolean {
  if (type instanceof z.ZodUnion) return type.options.some(takesNumber)
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault) return takesNumber(type.unwrap())
  return type instanceof z.ZodNumber
}
