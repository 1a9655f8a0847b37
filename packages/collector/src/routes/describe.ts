import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** How a route is told in the OpenAPI description: its schemas, and a name that programs call it by. */
export const describe: typeof jsonSchemaTransform = (input) => {
  const told = jsonSchemaTransform(input)
  if (told.schema?.hide === true) return told
  const method = [input.route.method].flat()[0]!
  const operationId = toOperationId(method, input.url)
  return { ...told, schema: { operationId, ...told.schema } as typeof told.schema }
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
