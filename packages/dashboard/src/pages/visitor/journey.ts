import type { JourneyAnswer, JourneyEventAnswer, JourneyVisitAnswer, Source } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { sourceText, stageMark } from '../../parts/marks.ts'
import { moreButton } from '../../parts/more-button.ts'
import { pathText } from '../../parts/path-text.ts'
import { nameOf } from '../../texts/texts.ts'
import { reasonList } from '../visitors/visitor-row.ts'
import { eventText } from './event-text.ts'

/** How many changes of the score are shown per event. */
const CHANGES = 2

/** All visits in order, each event with what it did. */
export function journey(first: JourneyAnswer, context: SiteContext): HTMLElement {
  const { t } = context
  const visits = h('ol', { class: 'visits' })
  addVisits(visits, first.visits, context)
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'journey', 'data-testid': 'journey' },
    h('h2', { id: 'journey' }, t.journey),
    h('p', { class: 'intro' }, first.visits.length === 0 ? t.noJourney : t.journeyIntro),
    visits,
    more(first.next, visits, context),
  )
}

/** Appends visits; one that the last page cut goes on where it stopped. */
function addVisits(list: HTMLElement, visits: readonly JourneyVisitAnswer[], context: SiteContext): void {
  for (const visit of visits) {
    const open = list.lastElementChild as HTMLElement | null
    const events = eventItems(visit, context)
    if (open?.dataset.from === visit.from) open.querySelector('.events')!.append(...events)
    else list.append(visitItem(visit, events, list.childElementCount + 1, context))
  }
}

function eventItems({ events }: JourneyVisitAnswer, context: SiteContext): readonly HTMLElement[] {
  return events.map((event, i) => eventItem(event, event.phase !== events[i - 1]?.phase, context))
}

function visitItem(
  { from, to, touch }: JourneyVisitAnswer,
  events: readonly HTMLElement[],
  n: number,
  context: SiteContext,
): HTMLElement {
  const { t, format } = context
  return h(
    'li',
    { class: 'visit', 'data-testid': 'visit', 'data-from': from },
    h(
      'div',
      { class: 'visit-head' },
      h('h3', {}, t.visit(format.number(n))),
      h(
        'p',
        { class: 'quiet' },
        h('time', { datetime: from }, format.dateTime(from)),
        ' – ',
        h('time', { datetime: to }, format.time(to)),
        ` · ${arrival(touch, context)}`,
      ),
    ),
    h('ol', { class: 'events' }, ...events),
  )
}

function arrival(touch: Source | null, context: SiteContext): string {
  const source = sourceText(touch, context)
  return touch === null || touch.channel === 'direct' ? source : context.t.via(source)
}

function eventItem(event: JourneyEventAnswer, phaseChanged: boolean, context: SiteContext): HTMLElement {
  const { format, language, t } = context
  const { type, at, path, topic, segment, phase, score, change } = event
  return h(
    'li',
    { class: `event is-${segment} type-${type}`, 'data-testid': 'journey-event' },
    h('time', { class: 'event-time', datetime: at }, format.time(at)),
    h(
      'div',
      { class: 'event-body' },
      h(
        'p',
        { class: 'event-what' },
        h('span', { class: 'event-type' }, nameOf('event', type, language)),
        ' ',
        h('span', { class: 'event-text clamp', title: eventText(event, context) }, eventText(event, context)),
      ),
      type === 'page_view' &&
        h(
          'p',
          { class: 'quiet' },
          pathText(path ?? ''),
          topic !== null && ` · ${nameOf('topic', topic, language)}`,
        ),
      change.length > 0 && reasonList(change.slice(0, CHANGES), context),
    ),
    h(
      'p',
      { class: 'event-after' },
      phaseChanged && stageMark(segment, phase, context),
      ' ',
      h('span', { class: 'quiet' }, `${t.score.toLowerCase()} ${format.number(score)}`),
    ),
  )
}

function more(next: string | null, visits: HTMLElement, context: SiteContext): HTMLElement {
  const { api, site, state, span, language, t } = context
  const load = async (cursor: string | null) => {
    const page = await api.journey(site.id, state.visitor!, { at: span.at, cursor }, language)
    addVisits(visits, page.visits, context)
    return page.next
  }
  return moreButton({ id: 'more-journey', label: t.moreJourney, next, load }, context)
}
