import type { JourneyAnswer, VisitorDetailAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h, meter } from '../../dom.ts'
import type { Content } from '../../frame.ts'
import { axisBars, confidenceMark, moment, shortId, sourceText, stageMark } from '../../parts/marks.ts'
import { nameOf } from '../../texts/texts.ts'
import { erase } from './erase.ts'
import { journey } from './journey.ts'
import { difference, fading } from './outlook.ts'
import { scoreCurve } from './score-curve.ts'
import { scoreSum } from './score-sum.ts'
import { transitions } from './transitions.ts'

/** The page of one visitor. */
export async function visitorPage(id: string, context: SiteContext): Promise<Content> {
  const { api, site, span, language, t, notify, go } = context
  const [visitor, travelled] = await Promise.all([
    api.visitor(site.id, id, { at: span.at }, language),
    api.journey(site.id, id, { at: span.at }, language),
  ])
  const erased = () => {
    notify(t.erased)
    go({ visitor: null, view: 'visitors' })
  }
  return { parts: allAbout(visitor, travelled, context, erased) }
}

function allAbout(
  visitor: VisitorDetailAnswer,
  travelled: JourneyAnswer,
  context: SiteContext,
  erased: () => void,
): readonly HTMLElement[] {
  const { t, link, language } = context
  const back = link({
    visitor: null,
    view: context.state.view === 'overview' ? 'visitors' : context.state.view,
  })
  return [
    h('p', { class: 'back' }, h('a', { href: back, 'data-testid': 'back' }, `← ${t.back}`)),
    h(
      'article',
      { class: `visitor is-${visitor.segment}`, 'data-testid': 'visitor' },
      h(
        'div',
        { class: 'title' },
        h('h1', { tabindex: -1 }, t.visitor(shortId(visitor.id))),
        h('p', { class: 'lead', 'data-testid': 'advice' }, nameOf('adviceOne', visitor.segment, language)),
      ),
      h('div', { class: 'summary' }, standing(visitor, context), facts(visitor, context)),
      h('div', { class: 'pair' }, fading(visitor, context), difference(visitor, context)),
      scoreCurve(visitor, travelled, context),
      scoreSum(visitor, context),
      transitions(visitor, context),
      journey(travelled, context),
      erase(visitor.id, context, erased),
    ),
  ]
}

function standing(
  { segment, phase, score, axes, confidence }: VisitorDetailAnswer,
  context: SiteContext,
): HTMLElement {
  const { t, format, language } = context
  return h(
    'div',
    { class: `standing is-${segment}`, 'data-testid': 'standing' },
    h('p', { class: 'standing-stage' }, stageMark(segment, phase, context)),
    h('p', { class: 'knows' }, nameOf('knows', segment, language)),
    h(
      'p',
      { class: 'score-line' },
      h('span', { class: 'figure' }, format.number(score)),
      h('span', { class: 'quiet' }, t.score.toLowerCase()),
    ),
    meter(score / 100, `fills-${segment}`),
    axisBars(axes, context),
    h('p', { class: 'quiet' }, `${t.confidence} `, confidenceMark(confidence, context)),
  )
}

function facts(visitor: VisitorDetailAnswer, context: SiteContext): HTMLElement {
  const { t, format, language } = context
  const { visits, pageViews, conversions, device, country } = visitor
  const did = [
    t.totalVisits(visits, format.number(visits)),
    t.totalPageViews(pageViews, format.number(pageViews)),
    t.totalConversions(conversions, format.number(conversions)),
  ]
  const place = country === null ? [] : [country]
  const fact = (name: string, value: Node | string) => h('div', {}, h('dt', {}, name), h('dd', {}, value))
  return h(
    'dl',
    { class: 'facts is-list' },
    fact(t.customer, nameOf('customer', visitor.customer, language)),
    fact(t.activity, did.join(' · ')),
    fact(t.lastSeen, moment(visitor.lastSeen, context)),
    fact(t.firstSeen, moment(visitor.firstSeen, context)),
    fact(t.firstTouch, sourceText(visitor.firstTouch, context)),
    fact(t.lastTouch, sourceText(visitor.lastTouch, context)),
    fact(t.device, [nameOf('device', device, language), ...place].join(' · ')),
    fact(t.model, h('code', {}, visitor.model)),
    fact(t.fullId, h('code', {}, visitor.id)),
  )
}
