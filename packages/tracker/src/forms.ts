import { page } from './page-views.ts'
import { record } from './record.ts'

/** What of an event is looked at. */
export interface FormSign {
  readonly type?: string
  readonly target?: Place
}

/** A form, or something in one. */
interface Place extends HTMLElement {
  readonly form?: Place
  /** The page on which this form was last begun. */
  koop?: typeof page
}

/** Sees that a form is begun, once on each page, and that it is sent; never what was typed. The name is read from attributes:
 *  `form.name` is the field called "name" where there is one.
 *  @throws TypeError for a focus on what belongs to no form */
export const seeForm = (sign: FormSign): void => {
  let form = sign.target!
  // biome-ignore lint/suspicious/noAssignInExpressions: a form that is sent is the target itself
  if (sign.type === 'submit' || (sign.type === 'focus' && (form = form.form!).koop !== page)) {
    form.koop = page
    record(sign.type, form.getAttribute('name') || form.getAttribute('id'))
  }
}
