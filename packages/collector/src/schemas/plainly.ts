import { z } from 'zod'

/** A quick way past a schema for what nearly everybody sends: values that it gives back as they are. Whatever is not plainly so is
 *  left to the schema, which alone decides what is right and says what is wrong. */

type IsPlain = (value: unknown) => boolean

const PLAIN = new WeakMap<z.core.$ZodType, IsPlain>()

/** Says beside a schema of which values it is certain that it gives them back as they are.
 *  @returns the schema */
export function plainly<Schema extends z.ZodType>(schema: Schema, isPlain: IsPlain): Schema {
  PLAIN.set(schema, isPlain)
  return schema
}

interface Field {
  readonly isOptional: boolean
  readonly isPlain: IsPlain
}

/** Makes the quick way of an object's schema.
 *  @returns gives the object with the keys of the schema only; null when the schema must be asked
 *  Law: what it gives is what the schema gives. */
export function compilePlain<Schema extends z.ZodObject>(
  schema: Schema,
): (input: unknown) => z.output<Schema> | null {
  const fields = new Map(Object.entries(schema.shape).map(([key, own]) => [key, toField(own as z.ZodType)]))
  const needed = [...fields.values()].filter(({ isOptional }) => !isOptional).length
  return (input) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return null
    const given = input as Record<string, unknown>
    const plain: Record<string, unknown> = {}
    let missing = needed
    // By what is there: few of the fields that may be are.
    for (const key in given) {
      const field = fields.get(key)
      if (field === undefined) continue
      const value = given[key]
      if (!field.isPlain(value)) return null
      plain[key] = value
      if (!field.isOptional) missing--
    }
    return missing === 0 ? (plain as z.output<Schema>) : null
  }
}

function toField(schema: z.ZodType): Field {
  const isOptional = schema instanceof z.ZodExactOptional
  const inner = isOptional ? schema.def.innerType : schema
  if (inner instanceof z.ZodLiteral) {
    const { values } = inner
    return { isOptional, isPlain: (value) => values.has(value as string) }
  }
  return { isOptional, isPlain: PLAIN.get(inner) ?? (() => false) }
}
