import { CHANNELS } from '@koopsignaal/protocol'
import { StartError } from '../errors.ts'
import type { Cost } from '../storage/store.ts'
import { type CsvRow, csvRows } from './csv-rows.ts'

const COLUMNS = ['from', 'to', 'channel', 'source', 'campaign', 'amount', 'currency'] as const
type Column = (typeof COLUMNS)[number]
const REQUIRED: readonly Column[] = ['from', 'to', 'channel', 'amount', 'currency']

/** Reads costs from the lines of a CSV: a header that names the columns in any order, then a cost a line. Between the cells a comma, a
 *  semicolon or a tab, as spreadsheets write them; a cell in quotes may hold these and line breaks; an amount as 1234.50 or 1234,50.
 *  @throws StartError naming the line and what is wrong with it
 *  @example toCosts(['from,to,channel,amount,currency', '2026-11-01,2026-11-30,ads,300,EUR']) // one cost of 300 euros */
export function toCosts(lines: readonly string[]): readonly Cost[] {
  const text = lines.join('\n').replace(/^\uFEFF/, '')
  const separator = [';', '\t'].find((one) => lines[0]?.includes(one)) ?? ','
  const [header, ...rows] = csvRows(text, separator)
  const columns = header?.cells.map((name) => name.toLowerCase()) ?? []
  const missing = REQUIRED.filter((name) => !columns.includes(name))
  if (missing.length > 0) {
    throw new StartError(
      `Line ${header?.line ?? 1} must name the columns ${REQUIRED.join(', ')}; ${missing.join(', ')} is missing.`,
    )
  }
  return rows.map((row) => toCost(row, columns))
}

function toCost({ line, cells }: CsvRow, columns: readonly string[]): Cost {
  const cell = (name: Column): string => cells[columns.indexOf(name)] ?? ''
  const refuse = (message: string) => new StartError(`Line ${line}: ${message}`)
  if (cells.slice(columns.length).some((one) => one !== ''))
    throw refuse(
      `${cells.length} cells, and ${columns.length} columns; put a cell with a separator in it in quotes.`,
    )
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
