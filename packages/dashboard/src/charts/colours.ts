import type { Segment } from '@koopsignaal/protocol'

/** The page's colours of this moment, light or dark. */
export type Colours = Readonly<
  Record<Segment | 'ink' | 'quiet' | 'line' | 'paper' | 'sheet' | 'danger', string>
>

const NAMES = ['passant', 'zoeker', 'koper', 'ink', 'quiet', 'line', 'paper', 'sheet', 'danger'] as const

/** Reads them from the style sheet, so that each is written down once. */
export function readColours(element: HTMLElement): Colours {
  const style = getComputedStyle(element)
  return Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Colours
}
