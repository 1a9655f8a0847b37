import { groupOf } from '@koopsignaal/learning'
import { DAY, type Event, HOUR, MINUTE, VISIT_GAP, type WireEvent } from '@koopsignaal/protocol'
import { fromSearch } from '../packages/scoring/src/fixtures.ts'
import { type Lead, plainEvent } from './eval-streams.ts'

/** An event as it is sent, and as a collector keeps it. */
export interface SentEvent {
  readonly wire: WireEvent
  readonly event: Event
}

/** Leads came over this many days. Invented, as all their times are: the data have none. */
const DAYS = 120
const FIRST = Date.UTC(2018, 0, 1)

/** A lead's visits as events. Known are how many visits, pages per visit and the time on the site in all; the time is shared evenly,
 *  the visits follow one another with the shortest gap that makes them two, so that next to nothing fades between them. */
export function leadEvents(lead: Lead): readonly SentEvent[] {
  const { id, visits, seconds, pagesPerVisit, fromSearch, converted } = lead
  const length = Math.round((1000 * seconds) / visits)
  let start = FIRST + groupOf(id, DAYS) * DAY + groupOf(`${id} hour`, 12) * HOUR
  const sent: SentEvent[] = []
  for (let visit = 0; visit < visits; visit++) {
    const name = `${id}-v${String(visit).padStart(3, '0')}`
    // Half a page more in one visit than in another where the mean is no whole number.
    const pages = Math.floor((visit + 1) * pagesPerVisit) - Math.floor(visit * pagesPerVisit)
    for (let page = 0; page < pages; page++) {
      const at = start + Math.round((page * length) / pages)
      const isSearched = fromSearch && visit === 0 && page === 0
      sent.push(pageView(`${name}-p${String(page).padStart(2, '0')}`, id, at, isSearched))
    }
    sent.push(engagement(`${name}-time`, id, start + length, length))
    start += length + VISIT_GAP + MINUTE
  }
  const last = sent.at(-1)!.event.at
  return converted ? [...sent, conversion(`${id}-yes`, id, last + 1000)] : sent
}

const PAGE = 'https://stream.example/'

function pageView(id: string, visitor: string, at: number, isSearched: boolean): SentEvent {
  return {
    wire: {
      id,
      at,
      type: 'page_view',
      url: PAGE,
      ...(isSearched ? { referrer: 'https://www.google.com/' } : {}),
    },
    event: { ...plainEvent({ id, visitor, type: 'page_view', at }), source: isSearched ? fromSearch : null },
  }
}

function engagement(id: string, visitor: string, at: number, engagedMs: number): SentEvent {
  return {
    wire: { id, at, type: 'engagement', url: PAGE, engagedMs },
    event: { ...plainEvent({ id, visitor, type: 'engagement', at }), detail: { engagedMs } },
  }
}

function conversion(id: string, visitor: string, at: number): SentEvent {
  return {
    wire: { id, at, type: 'conversion', name: 'lead' },
    event: { ...plainEvent({ id, visitor, type: 'conversion', at }), detail: { name: 'lead' } },
  }
}
