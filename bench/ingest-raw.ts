/** What SQLite alone does with the same events: one table of twelve columns with a unique id, `synchronous=FULL`, 1,000 rows a
 *  transaction, no HTTP: `ingest-raw.ts <folder> <seconds>`. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createTraffic, idOf } from './ingest-traffic.ts'

const [folder = '', seconds = '4'] = process.argv.slice(2)
const ROWS_AT_ONCE = 1_000
const READY_GROUPS = 50

const db = new Database(join(folder, 'raw.db'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec(`CREATE TABLE events (seq INTEGER PRIMARY KEY, site INTEGER NOT NULL, id TEXT NOT NULL, visitor TEXT, at INTEGER NOT NULL,
  type TEXT NOT NULL, url TEXT, title TEXT, referrer TEXT, item TEXT, category TEXT, detail TEXT NOT NULL, UNIQUE (site, id)) STRICT`)
const insert = db.prepare('INSERT INTO events VALUES (NULL, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
const insertAll = db.transaction((rows: readonly (readonly unknown[])[]) => {
  for (const row of rows) insert.run(...row)
})

const traffic = createTraffic(7)
let sequence = 0
const nextRow = () => {
  const { visitor, ip, event } = traffic.next()
  const { type, url, title, referrer, item, category, ...detail } = JSON.parse(`{${event}}`) as Record<
    string,
    unknown
  >
  const text = (value: unknown) => value ?? null
  const id = idOf(sequence++)
  const at = 1_790_000_000_000 + sequence
  return [
    id,
    visitor ?? ip,
    at,
    type,
    text(url),
    text(title),
    text(referrer),
    text(item),
    text(category),
    JSON.stringify(detail),
  ]
}

let rows = 0
let spent = 0
while (spent < Number(seconds) * 1000) {
  // Making the rows is not what is measured.
  const groups = Array.from({ length: READY_GROUPS }, () => Array.from({ length: ROWS_AT_ONCE }, nextRow))
  const start = performance.now()
  for (const group of groups) insertAll(group)
  spent += performance.now() - start
  rows += READY_GROUPS * ROWS_AT_ONCE
}
db.close()
console.log(JSON.stringify({ events: rows / (spent / 1000) }))
