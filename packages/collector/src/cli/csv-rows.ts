import { StartError } from '../errors.ts'

export interface CsvRow {
  /** The line that it begins on, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** RFC 4180: a cell in quotes may hold the separator, a line break, and a quote twice. Space around cells is left out, and so are empty lines.
 *  @throws StartError naming the line of a quote that does not end, or ends in the middle of its cell
 *  @example csvRows('a,"b\nc"\n', ',') // [{ line: 1, cells: ['a', 'b\nc'] }] */
export function csvRows(text: string, separator: string): readonly CsvRow[] {
  const rows: CsvRow[] = []
  let place = 0
  let line = 1
  let cells: string[] = []
  let beganOn = 1
  while (place < text.length) {
    const { cell, end } = cellAt(text, place, separator, line)
    cells.push(cell.trim())
    line += text.slice(place, end).split('\n').length - 1
    if (text[end] === separator) {
      place = end + 1
      // A separator at the very end has an empty cell behind it.
      if (place < text.length) continue
      cells.push('')
    }
    if (cells.some((one) => one !== '')) rows.push({ line: beganOn, cells })
    cells = []
    place = end + 1
    line++
    beganOn = line
  }
  return rows
}

/** The cell that begins at a place, and where it ends: at a separator, a line break, or the end of the text. */
function cellAt(text: string, start: number, separator: string, line: number) {
  const before = /[^\S\n]*/y
  before.lastIndex = start
  const blank = separator === '\t' ? '' : before.exec(text)![0]
  const quote = start + blank.length
  if (text[quote] !== '"') {
    const end = endOf(text, start, separator)
    return { cell: text.slice(start, end), end }
  }
  const quoted = /"([^"]*(?:""[^"]*)*)"/y
  quoted.lastIndex = quote
  const found = quoted.exec(text)
  if (found === null) throw new StartError(`Line ${line}: a cell begins with a quote (") that does not end.`)
  const end = endOf(text, quoted.lastIndex, separator)
  if (text.slice(quoted.lastIndex, end).trim() !== '')
    throw new StartError(
      `Line ${line}: text follows the quote (") that ends a cell; a quote in a cell is written twice.`,
    )
  return { cell: found[1]!.replaceAll('""', '"'), end }
}

function endOf(text: string, from: number, separator: string): number {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end++
  return end
}
