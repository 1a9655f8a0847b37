import type { ErrorAnswer, Language } from '@koopsignaal/protocol'

/** Parameters of a question; null and undefined are left out, a list stands there several times. */
export type Query = Readonly<Record<string, string | number | readonly string[] | null | undefined>>

/** An answer that is none. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** 0 when the collector could not be reached. */
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly accept?: string
  readonly language?: Language
  /** Sent as JSON. */
  readonly body?: unknown
}

/** Asks the collector with the log-in cookie of this browser. Every method throws ApiError. */
export interface Http {
  readonly ask: (path: string, request?: Request) => Promise<Response>
  readonly json: <T>(path: string, request?: Request) => Promise<T>
}

/** @param send  the browser's fetch */
export function createHttp(send: typeof fetch): Http {
  const ask: Http['ask'] = async (path, request = {}) => {
    const { method = 'GET', accept = 'application/json', language, body } = request
    const headers: Record<string, string> = { accept }
    if (language !== undefined) headers['accept-language'] = language
    if (body !== undefined) headers['content-type'] = 'application/json'
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await send(path, {
      method,
      headers,
      ...sent,
      credentials: 'same-origin',
      cache: 'no-store',
    }).catch(() => {
      throw new ApiError(0, '')
    })
    if (!answer.ok) throw new ApiError(answer.status, await messageOf(answer))
    return answer
  }
  return {
    ask,
    json: async <T>(path: string, request?: Request) => (await (await ask(path, request)).json()) as T,
  }
}

/** The path of a question about a site.
 *  @example pathOf(['shop', 'visitors'], { segment: 'koper' }) // '/v1/sites/shop/visitors?segment=koper' */
export function pathOf(parts: readonly string[], query: Query = {}): string {
  const set = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [value].flat().map((one) => [name, String(one)]),
  )
  const path = `/v1/sites/${parts.map(encodeURIComponent).join('/')}`
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`
}

async function messageOf(answer: Response): Promise<string> {
  try {
    return String(((await answer.json()) as ErrorAnswer).error.message)
  } catch {
    return ''
  }
}
