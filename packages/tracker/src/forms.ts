import { on } from './on.ts'
import { page, record } from './record.ts'

/** The page on which each form was last begun. */
const begun = new WeakMap<HTMLFormElement, string>()

/** Read from attributes: `form.name` is the field called "name" where there is one. Never what was typed. */
const nameOf = (form: HTMLFormElement) =>
  form.getAttribute('name') ||
  form.getAttribute('id') ||
  new URL(form.getAttribute('action') ?? '', location.href).pathname

/** Sees that a form is begun, once on each page, and that it is sent. */
export const startForms = (): void => {
  on('focusin input', ({ target }) => {
    const { form } = target as HTMLInputElement
    if (form && begun.get(form) !== page) {
      begun.set(form, page)
      record('form_start', { form: nameOf(form) })
    }
  })
  on('submit', ({ target }) => record('form_submit', { form: nameOf(target as HTMLFormElement) }))
}
