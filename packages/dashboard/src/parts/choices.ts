import type { Context } from '../context.ts'
import { h } from '../dom.ts'
import type { UrlState } from '../url-state.ts'

export interface ChoicesOptions<Name extends keyof UrlState> {
  readonly name: Name
  readonly title: string
  readonly values: readonly (UrlState[Name] & string)[]
  readonly chosen: UrlState[Name]
}

/** A few choices beside each other, each with its own address. */
export function choices<Name extends keyof UrlState>(
  { name, title, values, chosen }: ChoicesOptions<Name>,
  label: (value: string) => string,
  { link }: Context,
): HTMLElement {
  const one = (value: UrlState[Name] & string) =>
    h(
      'a',
      {
        id: `${name}-${value}`,
        'data-testid': `${name}-${value}`,
        href: link({ [name]: value }),
        'aria-current': value === chosen ? 'true' : null,
      },
      label(value),
    )
  return h(
    'div',
    { class: 'field' },
    h('span', { class: 'field-name', 'aria-hidden': 'true' }, title),
    h('nav', { class: 'choices', 'aria-label': title }, ...values.map(one)),
  )
}
