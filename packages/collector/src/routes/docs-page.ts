/** Renders an OpenAPI description as one plain page. */

type Content = Readonly<Record<string, { readonly schema?: unknown }>>

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly security?: readonly unknown[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>
}
interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: { readonly enum?: readonly string[]; readonly type?: string; readonly default?: unknown }
}
interface Description {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly tags?: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export function toDocsPage(api: Description): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const sections = (api.tags ?? []).map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags?.includes(name))
    return `<section><h2>${escapeHtml(name)}</h2><p>${escapeHtml(description ?? '')}</p>${own.map(article).join('')}</section>`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(api.info.title)}</title><link rel="stylesheet" href="/docs/style.css"></head><body>
<h1>${escapeHtml(api.info.title)}</h1><p>${escapeHtml(api.info.description ?? '')}</p>
<p>Version ${escapeHtml(api.info.version)} · <a href="/openapi.json">openapi.json</a></p>
${sections.join('\n')}</body></html>`
}

function article({
  path,
  method,
  operation,
}: {
  path: string
  method: string
  operation: Operation
}): string {
  const token = operation.security === undefined ? '' : ' · needs a token'
  const codes = Object.keys(operation.responses ?? {}).filter((code) => /^\d/.test(code))
  return `<article><h3><b>${escapeHtml(method.toUpperCase())}</b> ${escapeHtml(path)}</h3>
<p>${escapeHtml(operation.summary ?? '')}${token}${codes.length > 0 ? ` · answers ${escapeHtml(codes.join(', '))}` : ''}</p>
${operation.description === undefined ? '' : `<p>${prose(operation.description)}</p>`}
${table(operation.parameters ?? [])}
${shapes('Body', operation.requestBody?.content)}${answers(operation)}</article>`
}

/** Shapes as JSON Schema, folded away: long, and only wanted by who writes code against them. */
function shapes(name: string, content: Content | undefined): string {
  const [first] = Object.entries(content ?? {})
  if (first?.[1].schema === undefined) return ''
  const types = Object.keys(content ?? {}).join(', ')
  const schema = JSON.stringify(first[1].schema, null, 2)
  return `<details><summary>${escapeHtml(`${name} (${types})`)}</summary><pre>${escapeHtml(schema)}</pre></details>`
}

function answers({ responses = {} }: Operation): string {
  return Object.entries(responses)
    .filter(([code]) => code.startsWith('2'))
    .map(([code, { content }]) => shapes(`Answer ${code}`, content))
    .join('')
}

/** Text in which `names` stand between backticks. */
function prose(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

function table(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(({ name, required, description, schema }) => {
    const values = schema?.enum?.join(', ') ?? schema?.type ?? ''
    const fallback = schema?.default === undefined ? '' : `; ${String(schema.default)} when left out`
    return `<tr><td><code>${escapeHtml(name)}</code>${required ? ' *' : ''}</td><td>${escapeHtml(values + fallback)}</td><td>${escapeHtml(description ?? '')}</td></tr>`
  })
  return `<table><thead><tr><th>Parameter</th><th>Value</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
