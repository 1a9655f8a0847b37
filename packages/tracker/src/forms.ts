import { page } from './page-views.ts'
import { record } from './record.ts'

declare global {
  interface HTMLFormElement {
    /** The page on which this form was last begun. */
    koop?: string | undefined
  }
}

/** Sees that a form is begun, once on each page, and that it is sent; never what was typed. The name is read from attributes:
 *  `form.name` is the field called "name" where there is one. */
export const seeForm = (type: 'form_start' | 'form_submit', form: HTMLFormElement): void => {
  const attributes = form.attributes as unknown as Record<string, Attr | undefined>
  form.koop = page
  record(type, { form: (attributes.name || attributes.id)?.value as string })
}
