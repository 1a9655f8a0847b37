import type { SiteContext } from '../context.ts'
import { h } from '../dom.ts'

interface SureButton {
  readonly id: string
  readonly text: string
  /** What it is about, for who hears the button and does not see its row. */
  readonly about: string
  /** What is said once it is done. */
  readonly done: string
  readonly act: () => Promise<void>
}

/** A button for what cannot be undone: the first press asks, the second does it. */
export function sureButton({ id, text, about, done, act }: SureButton, context: SiteContext): HTMLElement {
  const { t, notify, again, fail } = context
  let isSure = false
  const press = async () => {
    if (!isSure) {
      isSure = true
      button.textContent = t.sure
      button.setAttribute('aria-label', `${t.sure} ${text} ${about}`.trim())
      return
    }
    button.disabled = true
    try {
      await act()
      notify(done)
      again()
    } catch (error) {
      fail(error)
    }
  }
  const button = h(
    'button',
    {
      type: 'button',
      class: 'is-danger is-small',
      'aria-label': `${text} ${about}`.trim(),
      'data-testid': id,
      click: () => void press(),
    },
    text,
  )
  return button
}
