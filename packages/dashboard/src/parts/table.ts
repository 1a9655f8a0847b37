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

/** A table of figures; its first column names the rows. On a narrow screen it scrolls inside its own frame. */
export function figures<Row>({ caption, columns, rows, rowId, rowClass }: FiguresOptions<Row>): HTMLElement {
  const head = columns.map(({ name, title, isText }) =>
    h('th', { scope: 'col', class: isText ? 'is-text' : null, title: title ?? null }, name),
  )
  const line = (row: Row) =>
    h(
      'tr',
      { 'data-testid': rowId ?? null, class: rowClass?.(row) ?? null },
      ...columns.map(({ cell, isText }, i) =>
        i === 0
          ? h('th', { scope: 'row' }, cell(row))
          : h('td', { class: isText ? 'is-text' : null }, cell(row)),
      ),
    )
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: 'figures' },
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, ...head)),
      h('tbody', {}, ...rows.map(line)),
    ),
  )
}

/** The same figures as a picture, folded away for who would rather read. */
export function asTable(summary: string, table: HTMLElement): HTMLElement {
  return h('details', { class: 'as-table' }, h('summary', {}, summary), table)
}
