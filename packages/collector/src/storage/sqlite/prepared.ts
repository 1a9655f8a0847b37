import type { Statement } from 'better-sqlite3'
import { FactValues } from './facts.ts'
import type { Connection } from './open.ts'
import { STATEMENTS, type StatementName } from './statements.ts'

/** Prepares each statement once, when it is first asked for. */
export class Statements {
  readonly #db: Connection
  readonly #prepared = new Map<StatementName, Statement>()
  /** What the numbers in packed events stand for, as this connection sees them. */
  readonly facts = new FactValues(this)

  constructor(db: Connection) {
    this.#db = db
  }

  get(name: StatementName): Statement {
    let statement = this.#prepared.get(name)
    if (statement === undefined) {
      statement = this.#db.prepare(STATEMENTS[name])
      this.#prepared.set(name, statement)
    }
    return statement
  }
}
