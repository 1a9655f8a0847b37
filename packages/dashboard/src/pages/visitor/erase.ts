import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'

/** Erasing a visitor: a button, and a dialog that asks once more.
 *  @param done  called after the collector has erased */
export function erase(id: string, context: SiteContext, done: () => void): HTMLElement {
  const { t, api, site, fail } = context
  const yes = h(
    'button',
    { type: 'button', class: 'is-danger', 'data-testid': 'erase-confirm', click: () => void go() },
    t.eraseYes,
  )
  const no = h(
    'button',
    {
      type: 'button',
      class: 'is-plain',
      'data-testid': 'erase-cancel',
      click: () => dialog.close(),
    },
    t.cancel,
  )
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'erase-ask', 'data-testid': 'erase-dialog' },
    h('h2', { id: 'erase-ask' }, t.eraseAsk),
    h('p', {}, t.eraseWhat),
    h('div', { class: 'dialog-end' }, no, yes),
  )
  const go = async () => {
    yes.disabled = true
    try {
      await api.erase(site.id, id)
      dialog.close()
      done()
    } catch (error) {
      dialog.close()
      fail(error)
    }
  }
  return h(
    'section',
    { class: 'block erase' },
    h('p', { class: 'quiet' }, t.eraseNote),
    h(
      'button',
      {
        type: 'button',
        id: 'erase',
        class: 'is-danger',
        'data-testid': 'erase',
        click: () => dialog.showModal(),
      },
      t.erase,
    ),
    dialog,
  )
}
