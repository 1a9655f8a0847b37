import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** How a route is told in the OpenAPI description: its schemas, and a name that programs call it by. */
export const describe: typeof jsonSchemaTransform = (input) => {
  const told = jsonSchemaTransform(input)
  if (told.schema?.hide === true) return told
  const method = [input.route.method].flat()[0]!
  const operationId = toOperationId(method, input.url)
  const schema = {
    operationId,
    ...told.schema,
    ...(input.route.config?.inLines ? withLines(told.schema) : {}),
  }
  return { ...told, schema: schema as typeof told.schema }
}

/** The forms that an answer comes in; what a line has is told by its header, or by the names in it. */
function withLines({ response }: { readonly response?: unknown }): object {
  const { 200: whole, ...others } = response as { readonly 200: { readonly description?: string } }
  const content = {
    'application/json': { schema: whole },
    'text/csv': { schema: { type: 'string' } },
    'application/x-ndjson': { schema: { type: 'string' } },
  }
  return { response: { 200: { description: whole.description ?? 'As `Accept` asks', content }, ...others } }
}

/** Method and path as one word; the site is left out, for nearly everything is of one, and one of several is singular.
 *  @example toOperationId('GET', '/v1/sites/:site/visitors/:id/journey') // 'getVisitorJourney' */
export function toOperationId(method: string, url: string): string {
  const path = url.replace(/^\/v\d+/, '').replace(/^\/sites\/:site(?=\/)/, '')
  const parts = path.split('/').filter((part) => part !== '')
  const words = parts.flatMap((part, i) => {
    if (part.startsWith(':')) return []
    return parts[i + 1]?.startsWith(':') ? [part.replace(/s$/, '')] : [part]
  })
  const pascal = words
    .join('-')
    .split(/[-.]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return [method.toLowerCase(), ...pascal].join('')
}
