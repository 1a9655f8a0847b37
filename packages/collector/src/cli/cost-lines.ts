import { CHANNELS } from '@koopsignaal/protocol'
import { StartError } from '../errors.ts'
import type { Cost } from '../storage/store.ts'

const COLUMNS = ['from', 'to', 'channel', 'source', 'campaign', 'amount', 'currency'] as const
type Column = (typeof COLUMNS)[number]
const REQUIRED: readonly Column[] = ['from', 'to', 'channel', 'amount', 'currency']

/** Reads costs from the lines of a CSV: a header that names the columns in any order, then a cost a line. Between the cells a comma, a
 *  semicolon or a tab, as spreadsheets write them; an amount as 1234.50 or 1234,50.
 *  @throws StartError naming the line and what is wrong with it
 *  @example toCosts(['from,to,channel,amount,currency', '2026-11-01,2026-11-30,ads,300,EUR']) // one cost of 300 euros */
export function toCosts(lines: readonly string[]): readonly Cost[] {
  const [header = '', ...rest] = lines
  const names = header.replace(/^\uFEFF/, '')
  const separator = [';', '\t'].find((one) => names.includes(one)) ?? ','
  const columns = cellsOf(names, separator).map((name) => name.toLowerCase())
  const missing = REQUIRED.filter((name) => !columns.includes(name))
  if (missing.length > 0) {
    throw new StartError(
      `Line 1 must name the columns ${REQUIRED.join(', ')}; ${missing.join(', ')} is missing.`,
    )
  }
  return rest.flatMap((line, i) => (line.trim() === '' ? [] : [toCost(line, i + 2, columns, separator)]))
}

function toCost(line: string, number: number, columns: readonly string[], separator: string): Cost {
  const cells = cellsOf(line, separator)
  const cell = (name: Column): string => cells[columns.indexOf(name)] ?? ''
  const refuse = (message: string) => new StartError(`Line ${number}: ${message}`)
  const channel = CHANNELS.find((one) => one === cell('channel'))
  if (channel === undefined)
    throw refuse(`channel is '${cell('channel')}': expected one of ${CHANNELS.join(', ')}.`)
  for (const name of ['from', 'to'] as const)
    if (!isDate(cell(name))) throw refuse(`${name} is '${cell(name)}': expected a date such as 2026-11-21.`)
  if (!/^\d{1,9}([.,]\d{1,6})?$/.test(cell('amount')))
    throw refuse(`amount is '${cell('amount')}': expected a number such as 1234.50.`)
  if (!/^[A-Z]{3}$/.test(cell('currency')))
    throw refuse(`currency is '${cell('currency')}': expected three capitals such as EUR.`)
  return {
    from: cell('from'),
    to: cell('to'),
    channel,
    source: cell('source') || null,
    campaign: cell('campaign') || null,
    amount: Number(cell('amount').replace(',', '.')),
    currency: cell('currency'),
  }
}

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** RFC 4180 within one line: a cell in quotes may hold the separator, and a quote twice. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!
    if (letter === '"' && isQuoted && line[i + 1] === '"') {
      cell += '"'
      i++
    } else if (letter === '"') isQuoted = !isQuoted
    else if (letter === separator && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}
