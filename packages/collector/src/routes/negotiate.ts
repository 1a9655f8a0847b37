import { LANGUAGES, type Language } from '@koopsignaal/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Site } from '../storage/store.ts'

/** The first of our languages that the caller asks for; else the site's. */
export function languageOf(request: FastifyRequest, site: Site): Language {
  const asked = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { language: tag.split('-')[0], weight: q === undefined ? 1 : Number(q.split('=')[1]) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ language }) => LANGUAGES.filter((one) => one === language))
  return asked[0] ?? site.language
}

type Cell = string | number | boolean | null
/** A column of a CSV: its name and how it is read off a line. */
export type Columns<T> = readonly (readonly [name: string, read: (item: T) => Cell])[]

/** Sends a list in the form that `Accept` asks for: JSON, CSV or one JSON object a line. CSV and NDJSON have no room for the
 *  cursor, so it stands in `X-Next-Cursor`. */
export function sendList<T>(request: FastifyRequest, reply: FastifyReply, list: List<T>): FastifyReply {
  reply.header('cache-control', 'no-store')
  return send(request, reply, list)
}

interface List<T> {
  readonly name: string
  readonly items: readonly T[]
  readonly next: string | null
  readonly columns: Columns<T>
  /** What the answer says beside the list; JSON only. */
  readonly about?: object
}

/** The same for a list of totals, which names nobody: the caller may keep it and ask whether it is still so. */
export function sendReport<T>(request: FastifyRequest, reply: FastifyReply, list: List<T>): FastifyReply {
  reply.header('cache-control', 'private, no-cache')
  return send(request, reply, list)
}

function send<T>(request: FastifyRequest, reply: FastifyReply, list: List<T>): FastifyReply {
  const accept = request.headers.accept ?? ''
  reply.header('vary', 'accept, accept-language')
  if (list.next !== null) reply.header('x-next-cursor', list.next)
  if (accept.includes('text/csv')) {
    return reply.type('text/csv; charset=utf-8').send(toCsv(list.items, list.columns))
  }
  if (accept.includes('application/x-ndjson')) {
    return reply
      .type('application/x-ndjson')
      .send(list.items.map((item) => `${JSON.stringify(item)}\n`).join(''))
  }
  return reply.send({ ...list.about, [list.name]: list.items, next: list.next })
}

/** RFC 4180, with a header line. */
export function toCsv<T>(items: readonly T[], columns: Columns<T>): string {
  const lines = [
    columns.map(([name]) => toCell(name)).join(','),
    ...items.map((item) => columns.map(([, read]) => toCell(read(item))).join(',')),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front. Source: OWASP, CSV injection. */
function toCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const harmless = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
