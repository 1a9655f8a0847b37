import type { LiveVisitor } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { shortId, sourceText, stageMark } from '../../parts/marks.ts'
import { pathText } from '../../parts/path-text.ts'
import { nameOf } from '../../texts/texts.ts'

/** One visitor who is on the site: who, why, on which page, from where. */
export function livePerson(visitor: LiveVisitor, context: SiteContext): HTMLElement {
  const { t, format, link, language } = context
  const { id, segment, phase, score, reason, customer, pageViews, lastSeen } = visitor
  return h(
    'li',
    { class: `person is-${segment}`, 'data-testid': 'live-visitor' },
    h('span', { class: 'person-score', title: t.score }, format.number(score)),
    h(
      'div',
      { class: 'person-what' },
      h(
        'a',
        { id: `visitor-${id}`, href: link({ visitor: id }), 'data-testid': 'visitor-link' },
        shortId(id),
      ),
      ' ',
      stageMark(segment, phase, context),
      customer === 'existing' &&
        h('span', { class: 'customer is-existing' }, ` ${nameOf('customer', customer, language)}`),
      h('p', {}, reason?.text ?? t.noReasons),
    ),
    h(
      'div',
      { class: 'person-where' },
      h('span', {}, visitor.title ?? visitor.path ?? '–'),
      visitor.path !== null && h('span', { class: 'quiet' }, pathText(visitor.path)),
    ),
    h(
      'div',
      { class: 'person-when quiet' },
      h('span', {}, cameBy(visitor, context)),
      h(
        'span',
        {},
        `${t.totalPageViews(pageViews, format.number(pageViews))} · `,
        h('time', { datetime: lastSeen }, format.time(lastSeen)),
      ),
    ),
  )
}

function cameBy({ channel, source, campaign }: LiveVisitor, context: SiteContext): string {
  if (channel === null) return sourceText(null, context)
  return sourceText({ channel, source, campaign, medium: null, term: null, content: null }, context)
}
