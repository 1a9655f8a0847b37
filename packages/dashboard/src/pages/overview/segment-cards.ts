import type { SegmentFigures, SegmentsAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { h } from '../../dom.ts'
import { segmentHeading } from '../../parts/segment-heading.ts'
import { nameOf } from '../../texts/texts.ts'
import { NO_FILTERS } from '../../url-state.ts'

/** A rate over fewer visits than this says little. Chosen: below it one conversion more moves the rate by over 3 points. */
const FEW = 30

/** The three segments: how many, how well they convert, and what to do with them. */
export function segmentCards(answer: SegmentsAnswer, context: Context): HTMLElement {
  const { t } = context
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'segments' },
    h('h2', { id: 'segments' }, t.segments),
    h('ul', { class: 'cards' }, ...answer.segments.map((segment) => card(segment, context))),
    onlyCounted(answer, context),
  )
}

/** The conversions of those who stand in no segment: without them the cards do not add up to the total above the page. */
function onlyCounted({ totals, segments }: SegmentsAnswer, { t, format }: Context): HTMLElement | false {
  const counted = totals.conversions - segments.reduce((sum, { conversions }) => sum + conversions, 0)
  return (
    counted > 0 &&
    h(
      'p',
      { class: 'quiet after', 'data-testid': 'only-counted' },
      t.onlyCounted(counted, format.number(counted), format.number(totals.conversions)),
    )
  )
}

function card(figures: SegmentsAnswer['segments'][number], context: Context): HTMLElement {
  const { t, format, language, link } = context
  const { segment, visitors, conversions, previous } = figures
  const href = link({ ...NO_FILTERS, view: 'visitors', segment })
  return h(
    'li',
    { class: `card is-${segment}`, 'data-testid': `segment-${segment}` },
    h('h3', {}, ...segmentHeading(segment, context, href)),
    h('p', { class: 'figure', 'data-testid': `visitors-${segment}` }, format.number(visitors)),
    h('p', { class: 'knows' }, nameOf('knows', segment, language)),
    h('p', { class: 'advice' }, nameOf('advice', segment, language)),
    h(
      'dl',
      { class: 'facts' },
      previous !== null &&
        h(
          'div',
          {},
          h('dt', {}, t.againstBefore),
          h('dd', {}, ...change(visitors, previous.visitors, context)),
        ),
      h(
        'div',
        {},
        h('dt', {}, t.conversions),
        h('dd', {}, h('strong', { 'data-testid': `conversions-${segment}` }, format.number(conversions))),
      ),
      h('div', {}, h('dt', {}, t.converts), h('dd', {}, ...rate(figures, segment, context))),
    ),
  )
}

/** A difference in numbers, and in per cent where there are enough for that to mean something. */
function change(now: number, before: number, { t, format }: Context): readonly (Node | string)[] {
  const difference = now - before
  const sign = difference > 0 ? '+' : '−'
  const share = before >= FEW ? ` (${sign}${format.percent(Math.abs(difference) / before)})` : ''
  const shown = difference === 0 ? t.same : `${sign}${format.number(Math.abs(difference))}${share}`
  return [h('strong', {}, shown), h('span', { class: 'quiet' }, t.was(format.number(before)))]
}

function rate(
  { conversionRate, visits }: SegmentFigures,
  segment: string,
  { t, format }: Context,
): readonly Node[] {
  if (conversionRate === null) return [h('strong', {}, '–'), h('span', { class: 'quiet' }, t.noVisits)]
  const small = visits < FEW ? `, ${t.smallNumber}` : ''
  return [
    h('strong', {}, format.percent(conversionRate)),
    h('span', { class: 'quiet' }, `${t.ofVisits(visits, format.number(visits), segment)}${small}`),
  ]
}
