import type { Reason, VisitorAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { h, meter, unseen } from '../../dom.ts'
import { axisBars, confidenceMark, moment, shortId, sourceText, stageMark } from '../../parts/marks.ts'
import { nameOf } from '../../texts/texts.ts'

/** How many reasons the list has room for. */
const REASONS = 3

/** One visitor of the list. The roles are spelled out because a narrow screen shows the table as cards, and some browsers
 *  then forget that it is one. */
export function visitorRow(visitor: VisitorAnswer, context: Context): HTMLElement {
  const { t, format, language, link } = context
  const { id, segment, phase, score, visits, pageViews } = visitor
  const cell = (name: string, ...content: readonly (Node | string)[]) =>
    h('td', { role: 'cell', class: `cell-${name}` }, ...content)
  return h(
    'tr',
    { role: 'row', class: `is-${segment}`, 'data-testid': 'visitor-row' },
    h(
      'th',
      { role: 'rowheader', scope: 'row', class: 'cell-who' },
      h(
        'a',
        { id: `visitor-${id}`, 'data-testid': 'visitor-link', href: link({ view: 'visitors', visitor: id }) },
        unseen(`${t.who} `),
        shortId(id),
      ),
      h(
        'span',
        { class: visitor.customer === 'existing' ? 'customer is-existing' : 'customer' },
        nameOf('customer', visitor.customer, language),
      ),
      h('span', { class: 'quiet' }, moment(visitor.lastSeen, context)),
    ),
    cell('stage', stageMark(segment, phase, context), confidenceCell(visitor, context)),
    cell(
      'score',
      h(
        'span',
        { class: 'score-line' },
        h('strong', { class: 'score' }, format.number(score)),
        meter(score / 100, `fills-${segment}`),
      ),
      axisBars(visitor.axes, context),
    ),
    cell(
      'channel',
      h('span', {}, sourceText(visitor.lastTouch, context)),
      h(
        'span',
        { class: 'quiet' },
        `${t.totalVisits(visits, format.number(visits))}, ${t.totalPageViews(pageViews, format.number(pageViews))}`,
      ),
    ),
    cell('reasons', reasonList(visitor.reasons.slice(0, REASONS), context)),
  )
}

/** Reasons in words with their points. */
export function reasonList(reasons: readonly Reason[], { t, format }: Context): HTMLElement {
  if (reasons.length === 0) return h('span', { class: 'quiet' }, t.noReasons)
  return h(
    'ul',
    { class: 'reasons' },
    ...reasons.map(({ text, points }) =>
      h(
        'li',
        {},
        h('span', { class: points < 0 ? 'points is-against' : 'points' }, format.points(points)),
        ` ${text}`,
      ),
    ),
  )
}

function confidenceCell({ confidence }: VisitorAnswer, context: Context): HTMLElement {
  return h('span', { class: 'quiet' }, `${context.t.confidence} `, confidenceMark(confidence, context))
}
