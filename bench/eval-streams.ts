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
  const file = join(folder, name)
  if (!existsSync(file)) return null
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1)
  return lines.map((line, index) => {
    const [visitor = '', visit = '', time = '', kind = '', item = '', category = '', detail = ''] =
      line.split('\t')
    return { visit, event: toEvent(index, visitor, Number(time), kind, item, category, detail) }
  })
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
    site: 'stream',
    id: `event-${String(index).padStart(8, '0')}`,
    visitor,
    consent: 'granted',
    type: TYPES[kind] ?? 'custom',
    at,
    receivedAt: at,
    bot: null,
    host: 'stream.example',
    path: '/',
    title: null,
    topic: null,
    item: item || null,
    category: category || null,
    source: null,
    device: 'other',
    browser: null,
    os: null,
    country: null,
    detail: { name: detail, query: detail, cta: detail },
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
