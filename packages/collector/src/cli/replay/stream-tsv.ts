import { ID_PATTERN } from '@koopsignaal/protocol'
import { lineId, type Reader } from './line.ts'

const HEADER = 'visitor\tvisit\tts_ms\tkind\titem\tcategory\tdetail'

export function looksLikeStream(text: string): boolean {
  return text.trim() === HEADER
}

/** A recorded clickstream: visitor, visit, ts_ms, kind (view, refine, search, micro, outcome), item, category, detail. The
 *  collector finds the visits itself. */
export const readStream: Reader = (text, number, { site, domain }) => {
  if (number === 1 && looksLikeStream(text)) return { status: 'header' }
  const [visitor = '', , time = '', kind = '', item = '', category = '', detail = ''] = text.split('\t')
  if (!/^\d+$/.test(time)) return { status: 'dropped', reason: 'unreadable time' }
  const event = toEvent(kind, item, category, detail, domain)
  if (event === null) return { status: 'dropped', reason: `unknown kind '${kind}'` }
  return {
    status: 'event',
    line: {
      site,
      visitor: toVisitorId(visitor),
      consent: 'granted',
      id: lineId(text, number),
      at: Number(time),
      ...event,
      ...(item === '' ? {} : { item }),
      ...(category === '' ? {} : { category }),
    },
  }
}

function toEvent(kind: string, item: string, category: string, detail: string, domain: string) {
  switch (kind) {
    case 'view': {
      const place = [category && `c/${category}`, item && `item/${item}`].filter(Boolean).join('/')
      return { type: 'page_view', url: `https://${domain}/${encodeURI(place)}` }
    }
    case 'micro':
      return { type: 'cta_click', cta: detail || 'micro' }
    case 'search':
      return { type: 'search', query: item || detail }
    case 'refine':
      return { type: 'search', query: detail || 'refine' }
    case 'outcome':
      return { type: 'conversion', name: detail || 'outcome' }
    default:
      return null
  }
}

/** The stream's own name where it is a valid id, else one made of it. */
function toVisitorId(name: string): string {
  return ID_PATTERN.test(name) ? name : `visitor-${name.replaceAll(/[^A-Za-z0-9_-]/g, '_')}`.slice(0, 64)
}
