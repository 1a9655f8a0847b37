import type { Segment } from '@koopsignaal/protocol'
import type { Context } from '../context.ts'
import type { Child } from '../dom.ts'
import { h } from '../dom.ts'
import { nameOf } from '../texts/texts.ts'

/** What the visitors of a segment are called above their number, on every page: the Dutch word, its English beside it on the English
 *  page.
 *  @param href  where they are listed */
export function segmentHeading(segment: Segment, { language }: Context, href?: string): readonly Child[] {
  const name = nameOf('segments', segment, 'nl')
  return [
    href === undefined ? name : h('a', { href }, name),
    language === 'en' && h('span', { class: 'gloss' }, ` ${nameOf('segments', segment, 'en').toLowerCase()}`),
  ]
}
