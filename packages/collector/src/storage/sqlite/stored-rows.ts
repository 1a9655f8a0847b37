import type { Statements } from './prepared.ts'
import type { StatementName } from './statements.ts'

export type Value = number | string | null
export type Values = readonly Value[]

/** A stretch of visitors by the keys of their rows. */
export interface Stretch {
  /** Key of the site; null: of any. */
  readonly site: number | null
  readonly after: number
  /** The last one, included. */
  readonly to: number
}

/** Which yardsticks are up to date, as parameters of the statements about those that are not. */
export type Yardsticks = Readonly<Record<string, number | string>>

/** All rows of one visitor. */
export interface StoredRows {
  readonly key: number
  readonly id: string
  /** The newest events, and older ones: packed and sealed. */
  readonly recent: Buffer
  readonly blocks: readonly Buffer[]
  readonly derived: DerivedRowsOf
}

/** What was derived of a visitor, as the values of its rows in the order of `derive-statements.ts`: plain, so that it can be compared
 *  with what it should be, written, and handed from one thread to another. */
export interface DerivedRowsOf {
  /** The last value is packed, a character for each byte; all are null where nothing was derived. */
  readonly profile: Values
  readonly spans: readonly Values[]
  readonly visits: readonly Values[]
  readonly conversions: readonly Values[]
}

/** All rows of a stretch of visitors, with five statements in all: one for each visitor and table takes longer than to derive most.
 *  Within a transaction they are all of the same moment.
 *  @param outdated  only those whose yardstick is none of these */
export function readRows(
  statements: Statements,
  stretch: Stretch,
  outdated: Yardsticks | null = null,
): readonly StoredRows[] {
  const parameters = { ...stretch, ...outdated }
  const all = (derive: StatementName, renew: StatementName): unknown[][] =>
    statements
      .get(outdated === null ? derive : renew)
      .raw()
      .all(parameters) as unknown[][]
  const visitors = all('deriveVisitors', 'outdatedVisitors')
  if (visitors.length === 0) return []
  const blocks = inOrder(all('deriveBlocks', 'outdatedBlocks'))
  const spans = inOrder(all('deriveStandings', 'outdatedStandings'))
  const visits = inOrder(all('deriveVisits', 'outdatedVisits'))
  const conversions = inOrder(all('deriveConversions', 'outdatedConversions'))
  return visitors.map((row) => {
    const [key, id, recent, ...profile] = row as [number, string, Buffer, ...unknown[]]
    const packed = profile.pop() as Buffer | null
    profile.push(packed === null ? null : packed.toString('latin1'))
    return {
      key,
      id,
      recent,
      blocks: blocks(key).map(([events]) => events as Buffer),
      derived: {
        profile: profile as Value[],
        spans: spans(key) as Values[],
        visits: visits(key) as Values[],
        conversions: conversions(key) as Values[],
      },
    }
  })
}

/** Rows that begin with their visitor, in the order in which visitors are asked for.
 *  @returns gives a visitor's, without it */
function inOrder(rows: readonly unknown[][]): (visitor: number) => unknown[][] {
  let next = 0
  return (visitor) => {
    const own: unknown[][] = []
    for (; next < rows.length && rows[next]![0] === visitor; next++) own.push(rows[next]!.slice(1))
    return own
  }
}
