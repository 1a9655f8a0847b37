import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Event, EventType } from '@koopsignaal/protocol'

/** A recorded event beside the visit that its stream says it belongs to. */
export interface RecordedEvent {
  readonly event: Event
  readonly visit: string
}

const TYPES: Readonly<Record<string, EventType>> = {
  view: 'page_view',
  refine: 'search',
  search: 'search',
  micro: 'cta_click',
  outcome: 'conversion',
}

/** A stream as the collector's `replay` would send it; null when the file is not there. */
export function readStreamFile(folder: string, name: string): readonly RecordedEvent[] | null {
  const lines = readStreamLines(folder, name)
  if (lines === null) return null
  return lines.slice(1).map((line, index) => {
    const [visitor = '', visit = '', time = '', kind = '', item = '', category = '', detail = ''] =
      line.split('\t')
    return { visit, event: toEvent(index, visitor, Number(time), kind, item, category, detail) }
  })
}

/** A stream as it is written, its header first; null when the file is not there. */
export function readStreamLines(folder: string, name: string): readonly string[] | null {
  const file = join(folder, name)
  if (!existsSync(file)) return null
  return gunzipSync(readFileSync(file)).toString().trim().split('\n')
}

function toEvent(
  index: number,
  visitor: string,
  at: number,
  kind: string,
  item: string,
  category: string,
  detail: string,
): Event {
  return {
    ...plainEvent({
      id: `event-${String(index).padStart(8, '0')}`,
      visitor,
      type: TYPES[kind] ?? 'custom',
      at,
    }),
    item: item || null,
    category: category || null,
    detail: { name: detail, query: detail, cta: detail },
  }
}

/** An event of which nothing more is known than whose it is, what it is and when it happened. */
export function plainEvent(known: Pick<Event, 'id' | 'type' | 'at'> & { readonly visitor: string }): Event {
  return {
    ...known,
    site: 'stream',
    consent: 'granted',
    receivedAt: known.at,
    bot: null,
    host: 'stream.example',
    path: '/',
    title: null,
    topic: null,
    item: null,
    category: null,
    source: null,
    device: 'other',
    browser: null,
    os: null,
    country: null,
    detail: {},
  }
}

/** One lead: what it did before it was judged, and whether it converted. */
export interface Lead {
  readonly id: string
  readonly visits: number
  readonly seconds: number
  readonly pagesPerVisit: number
  readonly fromSearch: boolean
  readonly converted: boolean
}

/** Leads with at least one visit; null when the file is not there. */
export function readLeads(folder: string): readonly Lead[] | null {
  const file = join(folder, 'leads.csv')
  if (!existsSync(file)) return null
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  const names = header.trim().split(',')
  const cell = (cells: readonly string[], name: string): string => cells[names.indexOf(name)] ?? ''
  return lines
    .map((line) => line.trim().split(','))
    .map((cells) => ({
      id: cell(cells, 'ProspectID'),
      visits: Number(cell(cells, 'TotalVisits')),
      seconds: Number(cell(cells, 'TotalTime')),
      pagesPerVisit: Number(cell(cells, 'PageViews')),
      fromSearch: /google|bing|organic/i.test(cell(cells, 'LeadSource')),
      // The last column; quoted commas in the columns before it would shift an index from the left.
      converted: cells.at(-1) === '1',
    }))
    .filter(({ visits }) => visits > 0)
}
