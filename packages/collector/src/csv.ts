type Cell = string | number | boolean | null
/** Columns of a CSV: the name of each and how it is read off a line.
 *  @param kind  'plain': a moment, a number or a word of ours, in which there is nothing to quote */
export type Columns<T> = readonly (readonly [name: string, read: (item: T) => Cell, kind?: 'plain'])[]

/** RFC 4180, with a header line. */
export function toCsv<T>(items: readonly T[], columns: Columns<T>): string {
  return csvHead(columns) + csvLines(items, columns)
}

/** The header line. */
export function csvHead<T>(columns: Columns<T>): string {
  return `${columns.map(([name]) => toCell(name)).join(',')}\r\n`
}

/** The lines alone, as a part of a longer CSV. */
export function csvLines<T>(items: readonly T[], columns: Columns<T>): string {
  return items.map(createCsvWriter(columns)).join('')
}

/** Writes a line of each item that it is given. */
export function createCsvWriter<T>(columns: Columns<T>): (item: T) => string {
  const reads = columns.map(([, read]) => read)
  const plain = columns.map(([, , kind]) => kind === 'plain')
  const cells: string[] = columns.map(() => '')
  return (item) => {
    for (let c = 0; c < cells.length; c++) {
      const value = reads[c]!(item)
      cells[c] = plain[c]! ? String(value ?? '') : toCell(value)
    }
    // Joined at once: a text that grows by each cell is copied together later, piece by piece.
    return `${cells.join(',')}\r\n`
  }
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front: also in full width, behind what is not seen (a NUL, a
 *  turn of direction), and after a `;`, which ends a cell where Excel is Dutch. Source: OWASP, CSV injection. */
function toCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  // Most begin with a letter or a digit, moments too, and have nothing to quote: one look at each.
  if (/^[A-Za-z0-9][^",;\r\n]*$/.test(value)) return value
  const harmless = value.replace(/(^|;)(?=[\s\p{C}]*[=+\-@＝＋－＠\t\r\n])/gu, "$1'")
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
