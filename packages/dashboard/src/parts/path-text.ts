import { h, unseen } from '../dom.ts'

/** What fits beside the figures of a row without making it tall. Chosen. */
const LONGEST = 52
/** The end of an address tells most: the product is there, the folders stand before it. */
const TAIL = 24

/** An address as it may stand in a row: cut in the middle where it is long, whole for who points at it, hears it, or comes by the
 *  keyboard to the link beside it (`tables.css`). */
export function pathText(path: string): HTMLElement {
  const cut = cutPath(path)
  if (cut === path) return h('code', { class: 'path' }, path)
  const whole = unseen(path)
  whole.classList.add('path-whole')
  return h(
    'code',
    { class: 'path', title: path },
    h('span', { class: 'path-cut', 'aria-hidden': 'true' }, cut),
    whole,
  )
}

/** An address with its middle left out; one that is short enough stays.
 *  @example cutPath('/producten/drainage') // '/producten/drainage' */
export function cutPath(path: string): string {
  // By whole characters: half of one would show as a question mark.
  const characters = [...path]
  if (characters.length <= LONGEST) return path
  return `${characters.slice(0, LONGEST - TAIL - 1).join('')}…${characters.slice(-TAIL).join('')}`
}
