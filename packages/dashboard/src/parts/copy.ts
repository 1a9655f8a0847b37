import type { Context } from '../context.ts'
import { h } from '../dom.ts'

/** Text to paste elsewhere, with a button that takes it along. */
export function copyable(id: string, text: string, { t, announce }: Context): HTMLElement {
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    button.textContent = t.copied
    announce(t.copied)
  }
  const button = h(
    'button',
    { type: 'button', id: `copy-${id}`, class: 'is-plain is-small', click: () => void copy() },
    t.copy,
  )
  const code = h('pre', { class: 'command', tabindex: 0, 'data-testid': id }, h('code', {}, text))
  // Without the clipboard (an address without https) the text can still be selected.
  return h('div', { class: 'copyable' }, code, typeof navigator.clipboard === 'object' && button)
}
