/** Writes the types of the client from an OpenAPI description. */

export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly description?: string
}
type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>
export interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema: JsonSchema
  }[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

const HEAD = `// biome-ignore-all format: written by a program
/** What the collector can be asked, and what it answers. Written by scripts/client.ts from the OpenAPI description: change that. */
`

/** @returns the text of packages/client/src/operations.ts */
export function toClientSource(api: Description): string {
  const operations = Object.entries(api.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation,
      })),
    )
    // What is no JSON is no part of it: the snippet, metrics, events by the line.
    .filter(({ operation }) => isJson(operation))
    .toSorted((a, b) => (a.operation.operationId < b.operation.operationId ? -1 : 1))
  const types = operations.map(({ operation }) => toType(operation)).join('\n')
  const table = operations
    .map(({ path, method, operation }) => `  ${operation.operationId}: ['${method}', '${path}'],`)
    .join('\n')
  return `${HEAD}export interface Operations {\n${types}\n}

/** Method and path of each. */
export const OPERATIONS = {\n${table}\n} as const satisfies Readonly<Record<keyof Operations, readonly [method: string, path: string]>>\n`
}

function isJson({ requestBody, responses }: Operation): boolean {
  const answer = answerOf(responses)
  const isAnswered = answer === null || answer.content?.['application/json'] !== undefined
  return isAnswered && (requestBody === undefined || requestBody.content['application/json'] !== undefined)
}

/** What comes back when all is well; null when nothing does. */
function answerOf(responses: Operation['responses']): Operation['responses'][string] | null {
  const [, answer] = Object.entries(responses).find(([code]) => /^2/.test(code)) ?? []
  return answer?.content === undefined && responses['204'] !== undefined ? null : (answer ?? {})
}

function toType({ operationId, summary, parameters = [], requestBody, responses }: Operation): string {
  const places = ['path', 'query'] as const
  const fields = places.map((place) => {
    const own = parameters.filter((one) => one.in === place)
    const schema: JsonSchema = {
      type: 'object',
      properties: Object.fromEntries(
        own.map(({ name, description, schema }) => [
          name,
          description === undefined ? schema : { ...schema, description },
        ]),
      ),
      required: own.filter(({ required }) => required === true).map(({ name }) => name),
    }
    return `    readonly ${place}: ${own.length === 0 ? 'Record<never, never>' : written(schema, 4)}`
  })
  const body = requestBody?.content['application/json']?.schema
  const answer = answerOf(responses)?.content?.['application/json']?.schema
  return [
    ...(summary === undefined ? [] : [`  /** ${summary} */`]),
    `  readonly ${operationId}: {`,
    ...fields,
    `    readonly body: ${body === undefined ? 'undefined' : written(body, 4)}`,
    `    readonly answer: ${answer === undefined ? 'undefined' : written(answer, 4)}`,
    '  }',
  ].join('\n')
}

function written(schema: JsonSchema, indent: number): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return unique(options.map((one) => written(one, indent))).join(' | ')
  if (Array.isArray(schema.type)) {
    return unique(schema.type.map((type) => written({ ...schema, type }, indent))).join(' | ')
  }
  switch (schema.type) {
    case 'object':
      return ofObject(schema, indent)
    case 'array':
      return `readonly (${schema.items === undefined ? 'unknown' : written(schema.items, indent)})[]`
    case 'integer':
    case 'number':
      return 'number'
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    default:
      return 'unknown'
  }
}

function ofObject(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  indent: number,
): string {
  const names = Object.keys(properties)
  if (names.length === 0) {
    const value = typeof additionalProperties === 'object' ? written(additionalProperties, indent) : 'unknown'
    return `Readonly<Record<string, ${value}>>`
  }
  const space = ' '.repeat(indent + 2)
  const lines = names.flatMap((name) => {
    const property = properties[name]!
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)
    return [
      ...(property.description === undefined ? [] : [`${space}/** ${property.description} */`]),
      `${space}readonly ${key}${required.includes(name) ? '' : '?'}: ${written(property, indent + 2)}`,
    ]
  })
  return `{\n${lines.join('\n')}\n${' '.repeat(indent)}}`
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
