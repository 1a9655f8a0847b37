import { type Child, h } from '../dom.ts'

/** One column of a table of figures. */
export interface Column<Row> {
  readonly name: string
  /** What the name means, where a word is not enough. */
  readonly title?: string
  readonly cell: (row: Row) => Child
  /** Words stand left, figures right. */
  readonly isText?: boolean
}

export interface FiguresOptions<Row> {
  /** For screen readers: what the table is about. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** Names each row for tests. */
  readonly rowId?: string
  readonly rowClass?: (row: Row) => string
}

/** More figures than a phone is wide. */
const WIDE = 4

/** A table of figures; its first column names the rows. On a narrow screen one with many columns becomes a list, each figure with its
 *  name before it (`tables.css`); roles say that it is a table all the same. Any other scrolls inside its own frame. */
export function figures<Row>({ caption, columns, rows, rowId, rowClass }: FiguresOptions<Row>): HTMLElement {
  const head = columns.map(({ name, title, isText }) =>
    h(
      'th',
      { scope: 'col', role: 'columnheader', class: isText ? 'is-text' : null, title: title ?? null },
      name,
    ),
  )
  const line = (row: Row) =>
    h(
      'tr',
      { 'data-testid': rowId ?? null, role: 'row', class: rowClass?.(row) ?? null },
      ...columns.map(({ name, cell, isText }, i) =>
        i === 0
          ? h('th', { scope: 'row', role: 'rowheader' }, cell(row))
          : h('td', { role: 'cell', class: isText ? 'is-text' : null, 'data-name': name }, cell(row)),
      ),
    )
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: columns.length < WIDE ? 'figures' : 'figures is-wide', role: 'table' },
      h('caption', { class: 'unseen' }, caption),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...head)),
      h('tbody', { role: 'rowgroup' }, ...rows.map(line)),
    ),
  )
}

/** The same figures as a picture, folded away for who would rather read. */
export function asTable(summary: string, table: HTMLElement): HTMLElement {
  return h('details', { class: 'as-table' }, h('summary', {}, summary), table)
}
