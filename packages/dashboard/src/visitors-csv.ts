import type { Language } from '@koopsignaal/protocol'
import { type Http, pathOf, type Query } from './http.ts'

/** The most that one page of a list holds. */
const MAX_LIMIT = 1_000

/** The whole list of visitors as one file. It comes as one stream; as of a moment in the past the collector gives pages only.
 *  @throws ApiError */
export function visitorsCsv({ ask }: Http, site: string, query: Query, language: Language): Promise<Blob> {
  const read = (more: Query) =>
    ask(pathOf([site, 'visitors'], { ...query, ...more }), { accept: 'text/csv', language })
  return query.at == null ? read({ limit: 'all' }).then((answer) => answer.blob()) : pageByPage(read)
}

async function pageByPage(read: (more: Query) => Promise<Response>): Promise<Blob> {
  const pages: string[] = []
  let cursor: string | null = null
  do {
    const page: Response = await read({ limit: MAX_LIMIT, cursor })
    const text = await page.text()
    // Every page repeats the line of names.
    pages.push(cursor === null ? text : text.slice(text.indexOf('\n') + 1))
    cursor = page.headers.get('x-next-cursor')
  } while (cursor !== null)
  return new Blob(pages, { type: 'text/csv' })
}
