import type { SiteContext } from '../context.ts'
import { h } from '../dom.ts'

/** A list that goes on. */
interface Longer {
  readonly id: string
  readonly label: string
  /** Where it goes on; null at its end. */
  readonly next: string | null
  /** Asks for what follows and shows it.
   *  @returns where it goes on from there; null at its end */
  readonly load: (cursor: string | null) => Promise<string | null>
}

/** A button that shows what follows, until nothing does. */
export function moreButton({ id, label, next, load }: Longer, { fail }: SiteContext): HTMLElement {
  let cursor = next
  const more = async () => {
    button.disabled = true
    try {
      cursor = await load(cursor)
    } catch (error) {
      fail(error)
    }
    button.disabled = false
    button.hidden = cursor === null
  }
  const button = h(
    'button',
    { type: 'button', id, 'data-testid': id, hidden: next === null, click: () => void more() },
    label,
  )
  return button
}
