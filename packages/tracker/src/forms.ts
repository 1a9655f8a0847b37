import { page } from './page-views.ts'
import { record } from './record.ts'

declare global {
  interface HTMLFormElement {
    /** The page on which this form was last begun. */
    koop?: string | undefined
  }
}

/** What of an event is looked at. */
export interface FormSign {
  readonly type?: string
  readonly target?: HTMLInputElement & HTMLFormElement
}

/** Sees that a form is begun, once on each page, and that it is sent; never what was typed. The name is read from attributes:
 *  `form.name` is the field called "name" where there is one. */
export const seeForm = ({ type, target }: FormSign): void => {
  const form = (type === 'submit' ? target : type === 'focus' && target!.form) as HTMLFormElement
  // Of any other sign there is no form, which throws.
  if (type === 'submit' || form.koop !== page) {
    form.koop = page
    record(
      type as string,
      ((form.attributes as Attributes).name || (form.attributes as Attributes).id)?.value,
    )
  }
}

/** Attributes by name. */
type Attributes = NamedNodeMap & Readonly<Record<string, Attr | undefined>>
