import type {
  ErrorAnswer,
  JourneyAnswer,
  Language,
  SegmentsAnswer,
  SiteKind,
  VisitorAnswer,
  VisitorDetailAnswer,
} from '@koopsignaal/protocol'

/** What the page needs to know of a site. */
export interface SiteAnswer {
  readonly id: string
  readonly kind: SiteKind
  readonly domains: readonly string[]
  readonly timeZone: string
  readonly language: Language
}

export interface VisitorsAnswer {
  readonly visitors: readonly VisitorAnswer[]
  readonly next: string | null
}

/** Parameters of a question; null and undefined are left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>

/** The query API, asked with the log-in cookie of this browser. Every method throws ApiError. */
export interface Api {
  readonly sites: () => Promise<readonly SiteAnswer[]>
  readonly segments: (site: string, query: Query) => Promise<SegmentsAnswer>
  readonly visitors: (site: string, query: Query, language: Language) => Promise<VisitorsAnswer>
  /** The whole list as one file, asked for page by page. */
  readonly visitorsCsv: (site: string, query: Query, language: Language) => Promise<Blob>
  readonly visitor: (
    site: string,
    id: string,
    query: Query,
    language: Language,
  ) => Promise<VisitorDetailAnswer>
  readonly journey: (site: string, id: string, query: Query, language: Language) => Promise<JourneyAnswer>
  readonly erase: (site: string, id: string) => Promise<void>
  readonly logOut: () => Promise<void>
}

/** The most that one answer of the collector holds. */
const MAX_LIMIT = 1_000

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

/** @param send  the browser's fetch */
export function createApi(send: typeof fetch): Api {
  const ask = async (path: string, headers: Record<string, string>, method = 'GET'): Promise<Response> => {
    const answer = await send(path, { method, headers, credentials: 'same-origin', cache: 'no-store' }).catch(
      () => {
        throw new ApiError(0, '')
      },
    )
    if (!answer.ok) throw new ApiError(answer.status, await messageOf(answer))
    return answer
  }
  const json = async <T>(path: string, language?: Language): Promise<T> => {
    const spoken = language === undefined ? {} : { 'accept-language': language }
    return (await (await ask(path, { accept: 'application/json', ...spoken })).json()) as T
  }
  return {
    sites: async () => (await json<{ sites: readonly SiteAnswer[] }>('/v1/sites')).sites,
    segments: (site, query) => json(pathOf([site, 'segments'], query)),
    visitors: (site, query, language) => json(pathOf([site, 'visitors'], query), language),
    visitorsCsv: async (site, query, language) => {
      const pages: string[] = []
      let cursor: string | null = null
      do {
        const path = pathOf([site, 'visitors'], { ...query, limit: MAX_LIMIT, cursor })
        const page: Response = await ask(path, { accept: 'text/csv', 'accept-language': language })
        const text = await page.text()
        // Every page repeats the line of names.
        pages.push(cursor === null ? text : text.slice(text.indexOf('\n') + 1))
        cursor = page.headers.get('x-next-cursor')
      } while (cursor !== null)
      return new Blob(pages, { type: 'text/csv' })
    },
    visitor: (site, id, query, language) => json(pathOf([site, 'visitors', id], query), language),
    journey: (site, id, query, language) => json(pathOf([site, 'visitors', id, 'journey'], query), language),
    erase: async (site, id) => {
      await ask(pathOf([site, 'visitors', id], {}), { accept: 'application/json' }, 'DELETE')
    },
    logOut: async () => {
      await ask('/logout', { accept: 'application/json' }, 'POST')
    },
  }
}

function pathOf(parts: readonly string[], query: Query): string {
  const set = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
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
