import type { Phase, Segment, SegmentsAnswer } from '@koopsignaal/protocol'
import type { Context } from './context.ts'
import { h } from './dom.ts'
import { term } from './marks.ts'
import { nameOf } from './texts.ts'

/** Which segment's colour a phase has. After a deal somebody is a customer, in any segment for the next one. */
const COLOUR: Readonly<Record<Phase, Segment | 'deal'>> = {
  latent: 'passant',
  bewust: 'zoeker',
  visie: 'zoeker',
  leverancier: 'koper',
  deal: 'deal',
}

/** The buying process as stairs, with how many stand on each step. */
export function ladder(answer: SegmentsAnswer, context: Context): HTMLElement {
  const { t } = context
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'ladder' },
    h('h2', { id: 'ladder' }, t.ladder),
    h('p', { class: 'intro' }, t.ladderIntro),
    h(
      'ol',
      { class: 'stairs' },
      ...answer.phases.map((phase) => step(phase, answer.totals.visitors, context)),
    ),
  )
}

function step(
  { phase, visitors, previous }: SegmentsAnswer['phases'][number],
  all: number,
  context: Context,
): HTMLElement {
  const { t, format, language, link } = context
  const share = all === 0 ? '' : t.shareOfVisitors(format.percent(visitors / all))
  return h(
    'li',
    { class: `stair is-${COLOUR[phase]}`, 'data-testid': `phase-${phase}` },
    h(
      'a',
      { href: link({ phase, segment: null, customer: null, channel: null }), class: 'stair-name' },
      term('phase', phase, context),
    ),
    h('span', { class: 'stair-figure' }, format.number(visitors)),
    h('span', { class: 'quiet' }, `${share} · ${t.was(format.number(previous.visitors))}`),
    h('span', { class: 'stair-means' }, nameOf('phaseMeans', phase, language)),
  )
}
