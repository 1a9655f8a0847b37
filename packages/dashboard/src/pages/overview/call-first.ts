import type { VisitorAnswer } from '@koopsignaal/protocol'
import type { VisitorsAnswer } from '../../api.ts'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { moment, shortId, sourceText, stageMark } from '../../parts/marks.ts'
import { nothing, sectionOf, type Tried } from '../../parts/section.ts'
import { NO_FILTERS } from '../../url-state.ts'

/** The kopers of this moment, each with the best reason to believe it. */
export function callFirst(tried: Tried<VisitorsAnswer>, context: SiteContext): HTMLElement {
  const { t, link } = context
  const all = link({ ...NO_FILTERS, view: 'visitors', segment: 'koper', sort: '-score' })
  return sectionOf(
    tried,
    { id: 'call-first', title: t.callFirst, intro: t.callFirstIntro },
    context,
    ({ visitors }) =>
      visitors.length === 0
        ? [nothing('no-kopers', h('p', {}, t.noKopers))]
        : [
            h('ol', { class: 'people' }, ...visitors.map((one) => person(one, context))),
            h('p', { class: 'after' }, h('a', { href: all, id: 'all-kopers' }, t.allKopers)),
          ],
  )
}

function person(visitor: VisitorAnswer, context: SiteContext): HTMLElement {
  const { t, format, link } = context
  const { id, segment, score, reasons, lastTouch, lastSeen } = visitor
  return h(
    'li',
    { class: `person is-${segment}`, 'data-testid': 'person' },
    h('span', { class: 'person-score', title: t.score }, format.number(score)),
    h(
      'div',
      { class: 'person-what' },
      h(
        'a',
        { id: `visitor-${id}`, href: link({ view: 'visitors', visitor: id }), 'data-testid': 'visitor-link' },
        shortId(id),
      ),
      ' ',
      stageMark(segment, null, context),
      h('p', {}, reasons[0]?.text ?? t.noReasons),
    ),
    h(
      'div',
      { class: 'person-when quiet' },
      h('span', {}, sourceText(lastTouch, context)),
      moment(lastSeen, context),
    ),
  )
}
