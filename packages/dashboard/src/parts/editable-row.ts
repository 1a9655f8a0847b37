import { h } from '../dom.ts'

interface EditableRow {
  /** For tests. */
  readonly id: string
  /** What the button at its end says to screen readers. */
  readonly removeLabel: string
  readonly removed?: () => void
}

/** A row of fields that can be taken away. */
export function editableRow(
  { id, removeLabel, removed = () => {} }: EditableRow,
  ...fields: readonly HTMLElement[]
): HTMLElement {
  const remove = () => {
    row.remove()
    removed()
  }
  const row = h(
    'li',
    { 'data-testid': id },
    ...fields,
    h('button', { type: 'button', class: 'is-icon', 'aria-label': removeLabel, click: remove }, '×'),
  )
  return row
}
