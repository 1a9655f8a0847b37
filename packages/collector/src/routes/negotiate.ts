import { LANGUAGES, type Language } from '@koopsignaal/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Columns, toCsv } from '../csv.ts'
import type { Site } from '../storage/store.ts'
import { tieCursor } from './tied-cursor.ts'

/** What a header such as `Accept` asks for, the dearest first, in small letters; what is refused (`q=0`) is not there. */
function wishes(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { name: name.trim(), weight: q === undefined ? 1 : Number(q.split('=')[1]) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ name }) => name)
}

/** The first of our languages that the caller asks for; else the site's. */
export function languageOf(request: FastifyRequest, site: Pick<Site, 'language'>): Language {
  const [asked] = wishes(request.headers['accept-language']).flatMap((tag) =>
    LANGUAGES.filter((one) => one === tag.split('-')[0]),
  )
  return asked ?? site.language
}

const FORMS = new Map([
  ['application/json', 'json'],
  ['text/csv', 'csv'],
  ['application/x-ndjson', 'ndjson'],
] as const)
export type Form = 'json' | 'csv' | 'ndjson'

/** The form that the caller asks for; JSON when it is none of ours. */
export function formOf(request: FastifyRequest): Form {
  const [asked] = wishes(request.headers.accept).flatMap((name) => FORMS.get(name as 'text/csv') ?? [])
  return asked ?? 'json'
}

/** Sends a list in the form that `Accept` asks for: JSON, CSV or one JSON object a line. CSV and NDJSON have no room for the
 *  cursor, so it stands in `X-Next-Cursor`. */
export function sendList<T>(request: FastifyRequest, reply: FastifyReply, list: List<T>): FastifyReply {
  reply.header('cache-control', 'no-store')
  return send(request, reply, list)
}

/** Lines of an answer, and the columns that they have as CSV. */
export interface Lines<T> {
  readonly items: readonly T[]
  readonly columns: Columns<T>
  /** Where there is more of it. */
  readonly next?: string | null
}

interface List<T> extends Lines<T> {
  readonly name: string
  readonly next: string | null
  /** What the answer says beside the list; JSON only. */
  readonly about?: object
}

/** The same for a list of totals, which names nobody: the caller may keep it and ask whether it is still so. */
export function sendReport<T>(request: FastifyRequest, reply: FastifyReply, list: List<T>): FastifyReply {
  reply.header('cache-control', 'private, no-cache')
  return send(request, reply, list)
}

function send<T>(request: FastifyRequest, reply: FastifyReply, list: List<T>): FastifyReply {
  const whole = { ...list.about, [list.name]: list.items, next: list.next }
  return sendAs(request, reply, whole, list, (item) => item)
}

/** Sends a report of totals that is more than a list: whole as JSON; as CSV or NDJSON its lines, each of them flat. */
export function sendLines<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  whole: object,
  lines: Lines<T>,
): FastifyReply {
  return sendFlat(request, reply.header('cache-control', 'private, no-cache'), whole, lines)
}

/** The same of one person, which nobody keeps. */
export function sendPersonal<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  whole: object,
  lines: Lines<T>,
): FastifyReply {
  return sendFlat(request, reply.header('cache-control', 'no-store'), whole, lines)
}

function sendFlat<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  whole: object,
  lines: Lines<T>,
): FastifyReply {
  const flat = (item: T) => Object.fromEntries(lines.columns.map(([name, read]) => [name, read(item)]))
  return sendAs(request, reply, whole, lines, flat)
}

function sendAs<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  whole: object,
  { items, columns, next = null }: Lines<T>,
  toLine: (item: T) => unknown,
): FastifyReply {
  const form = formOf(request)
  const cursor = next === null ? null : tieCursor(request, next)
  if (cursor !== null) reply.header('x-next-cursor', cursor)
  reply.header('vary', 'accept, accept-language')
  if (form === 'csv') return reply.type('text/csv; charset=utf-8').send(toCsv(items, columns))
  if (form === 'ndjson') {
    const lines = items.map((item) => `${JSON.stringify(toLine(item))}\n`)
    return reply.type('application/x-ndjson').send(lines.join(''))
  }
  return reply.send(cursor === null ? whole : { ...whole, next: cursor })
}
