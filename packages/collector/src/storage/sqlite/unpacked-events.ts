import type { Event } from '@koopsignaal/protocol'
import { EVENT_TYPES } from '@koopsignaal/protocol'
import type { FactValues } from './facts.ts'
import type { Connection } from './open.ts'
import { packSource } from './pack.ts'
import { unpackEvents } from './recent-events.ts'

/** Columns of an event in SQL; what is JSON is as in facts.ts. */
const COLUMNS = ['id', 'type', 'at', 'received_at', 'bot', 'agent', 'page', 'source', 'referrer', 'detail']

/** Gives a connection the packed events as a view `events` for reports, one row each: a visitor's first, `visitor` its row.
 *  Unpacking is a microsecond an event: a statement over many says by `visitor`, `last_day` and `newest` (no event of the row it
 *  is packed in is later) where they can be.
 *  @param facts  of another connection
 *  @throws (the statements that use it) EngineFailure when a row is damaged */
export function showEvents(db: Connection, facts: FactValues): void {
  db.table('unpacked', {
    columns: COLUMNS,
    parameters: ['packed', 'owner', 'owner_id'],
    *rows(packed, key, id) {
      const owner = { key: key as number, site: '', visitor: id === '' ? null : (id as string) }
      for (const event of unpackEvents(packed as Buffer, owner, facts)) yield toRow(event)
    },
  })
  const isReadOnly = db.pragma('query_only', { simple: true })
  db.pragma('query_only = OFF')
  db.exec(VIEW)
  db.pragma(`query_only = ${isReadOnly}`)
}

const VIEW = `
  CREATE TEMP VIEW events AS
    SELECT v.site, v.key AS visitor, v.last_day, ${Number.MAX_SAFE_INTEGER} AS newest, ${COLUMNS.map((name) => `e.${name}`).join()}
    FROM visitors v JOIN unpacked(v.recent, v.key, v.id) e
    UNION ALL
    SELECT v.site, b.visitor, v.last_day, b.last_at, ${COLUMNS.map((name) => `e.${name}`).join()}
    FROM visitors v JOIN blocks b ON b.visitor = v.key JOIN unpacked(b.events, b.visitor, v.id) e`

function toRow(event: Event) {
  const { host, path, title, topic, item, category, detail, source } = event
  return [
    event.id,
    EVENT_TYPES.indexOf(event.type),
    event.at,
    event.receivedAt,
    event.bot,
    JSON.stringify([event.consent, event.device, event.browser, event.os, event.country]),
    JSON.stringify([host, path, title, topic, item, category]),
    source === null ? null : packSource(source),
    detail.referrer ?? null,
    JSON.stringify(detail),
  ]
}
