type Cell = string | number | boolean | null
/** A column of a CSV: its name and how it is read off a line. */
export type Columns<T> = readonly (readonly [name: string, read: (item: T) => Cell])[]

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
  let text = ''
  for (const item of items) {
    let joint = ''
    for (const [, read] of columns) {
      text += joint + toCell(read(item))
      joint = ','
    }
    text += '\r\n'
  }
  return text
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front: also in full width, behind what is not seen (a NUL, a
 *  turn of direction), and after a `;`, which ends a cell where Excel is Dutch. Source: OWASP, CSV injection. */
function toCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  // Most are neither: one look at each.
  if (!/[=+\-@＝＋－＠\t\r\n",;]/.test(value)) return value
  const harmless = value.replace(/(^|;)(?=[\s\p{C}]*[=+\-@＝＋－＠\t\r\n])/gu, "$1'")
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
