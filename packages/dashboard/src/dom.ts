/** What an element may hold: text stays text, whatever is in it; null and false leave nothing. */
export type Child = Node | string | null | false

/** Attributes by name; a function listens to the event of that name, `true` sets an empty attribute, null leaves it out. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | ((event: never) => void)>>

/** Attributes that would turn a string into style or script. */
const FORBIDDEN = /^(?:on|style$|srcdoc$)/i

/** Makes an element. Strings become text nodes, so that no visitor's title, path or click is ever read as markup.
 *  @throws TypeError for an attribute that the page's content security policy forbids
 *  @example h('a', { href: '#', class: 'back' }, 'All visitors') */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children)
}

/** The same for a drawing. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

/** Text for screen readers alone. */
export function unseen(text: string): HTMLElement {
  return h('span', { class: 'unseen' }, text)
}

/** A bar of which a part is filled, as decoration beside its number.
 *  @param share  Ratio; held within [0, 1] */
export function meter(share: number, className: string): HTMLElement {
  const filled = h('span', { class: 'meter-fill' })
  filled.style.inlineSize = `${Math.min(1, Math.max(0, share)) * 100}%`
  return h('span', { class: `meter ${className}`, 'aria-hidden': 'true' }, filled)
}

function fill<Made extends Element>(element: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) set(element, name, value)
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false))
  return element
}

function set(element: Element, name: string, value: Attributes[string]): void {
  if (value === null || value === undefined || value === false) return
  if (typeof value === 'function') {
    element.addEventListener(name, value as EventListener)
  } else if (FORBIDDEN.test(name)) {
    throw new TypeError(`dom: the attribute ${name} is not allowed`)
  } else {
    element.setAttribute(name, value === true ? '' : String(value))
  }
}
