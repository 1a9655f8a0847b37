import { h } from '../dom.ts'

/** A button that does something on this page.
 *  @param id  names it on the page and for tests
 *  @param isPlain  less weighty than the one beside it */
export function button(id: string, text: string, isPlain: boolean, click: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', id, 'data-testid': id, class: isPlain ? 'is-plain' : null, click },
    text,
  )
}
