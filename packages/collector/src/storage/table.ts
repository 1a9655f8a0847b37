/** Whole numbers from 0 up, below 2³² or beyond: in as few bytes each as the largest of them needs. */
export type Whole = Uint8Array | Uint16Array | Uint32Array | Float64Array
type Column = Whole
type ColumnType<C extends Column> = new (length: number) => C

/** A column that begins with a byte a number, and gets more when one is put into it that needs more. */
export const WHOLE: ColumnType<Whole> = Uint8Array

/** The columns of that kind. */
type WholeName<Columns> = {
  [Name in keyof Columns]: Float64Array | Uint8Array extends Columns[Name] ? Name : never
}[keyof Columns]

const FIRST_LENGTH = 64
/** Chosen: half as much again costs less room than twice, and few copies. */
const GROWTH = 1.5
/** Chosen: a day's visitors of a site whose visitors are kept for some weeks. */
const SPARE = 1.05

/** Rows as columns of numbers, which grow together. Rows are only ever added; who changes gets new ones. */
export class Table<Columns extends Readonly<Record<string, Column>>> {
  /** Replaced by larger ones when rows are added or larger numbers put into them: not to be kept over that. */
  columns: Columns
  count = 0
  /** Rows that are nobody's any more. */
  unused = 0
  /** For how many rows there is room. */
  #length = FIRST_LENGTH

  constructor(types: { readonly [Name in keyof Columns]: ColumnType<Columns[Name]> }) {
    this.columns = mapValues(
      types as Record<string, ColumnType<Column>>,
      (type) => new type(FIRST_LENGTH),
    ) as Columns
  }

  /** Makes room for so many rows more.
   *  @returns where the first of them goes */
  add(rows: number): number {
    const first = this.count
    this.count += rows
    if (this.count > this.#length) this.#resize(Math.max(this.count, Math.ceil(GROWTH * this.#length)))
    return first
  }

  /** Writes a number into a column of whole numbers. */
  put(name: WholeName<Columns>, row: number, value: number): void {
    const column = this.columns[name]!
    column[row] = value
    // What does not fit is cut.
    if (column[row] !== value) this.#widen(name, row, value)
  }

  #widen(name: WholeName<Columns>, row: number, value: number): void {
    const old = this.columns[name]!
    const Type = value < 2 ** 16 ? Uint16Array : value < 2 ** 32 ? Uint32Array : Float64Array
    const column: Whole = new Type(old.length)
    column.set(old)
    column[row] = value
    this.columns = { ...this.columns, [name]: column }
  }

  free(rows: number): void {
    this.unused += rows
  }

  /** Gives back the room that is left, but for some rows to come. */
  trim(): void {
    const length = Math.max(FIRST_LENGTH, Math.ceil(SPARE * this.count))
    if (length >= this.#length) return
    this.columns = mapValues(this.columns, (column) => column.slice(0, length)) as Columns
    this.#length = length
  }

  /** Keeps these rows only, in this order, and says where each lies then.
   *  @param starts, ends  ranges of rows; changed in place */
  compact(starts: Uint32Array, ends: Uint32Array, ranges: number): void {
    const kept = this.count - this.unused
    const old = this.columns
    this.columns = mapValues(old, (column) => new (column.constructor as ColumnType<Column>)(kept)) as Columns
    let at = 0
    for (let i = 0; i < ranges; i++) {
      const [start, end] = [starts[i]!, ends[i]!]
      for (const name in old)
        for (let row = start; row < end; row++) this.columns[name]![at + row - start] = old[name]![row]!
      starts[i] = at
      at += end - start
      ends[i] = at
    }
    this.count = at
    this.#length = kept
    this.unused = 0
  }

  #resize(length: number): void {
    this.#length = length
    this.columns = mapValues(this.columns, (column) => {
      const larger = new (column.constructor as ColumnType<Column>)(length)
      larger.set(column)
      return larger
    }) as Columns
  }
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
