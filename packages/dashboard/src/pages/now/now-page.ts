import { SEGMENTS } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import type { Content } from '../../frame.ts'
import { pathOf } from '../../http.ts'
import { nothing } from '../../parts/section.ts'
import { segmentHeading } from '../../parts/segment-heading.ts'
import { pageTitle } from '../../parts/title.ts'
import { nameOf } from '../../texts/texts.ts'
import { livePerson } from './live-person.ts'
import { applyLive, becameKoper, type LiveChange, type LiveState, NOBODY } from './live-state.ts'

/** Who listens hears of a new koper, but not of one after the other: chosen. */
const SAY_AGAIN_AFTER = 10_000

/** The page Nu: who is on the site, arriving as it happens. */
export async function nowPage(context: SiteContext): Promise<Content> {
  const { t, openLive, site, language } = context
  const view = createView(context)
  const leave = openLive(pathOf([site.id, 'live']), language, {
    onState: view.setLine,
    onEvent: (name, data) => view.take({ name, data } as LiveChange),
  })
  const title = pageTitle(t.nowTitle, t.nowLead, h('div', { class: 'live-line' }, view.line, view.pause))
  const list = h('section', { class: 'block', 'aria-label': t.nowTitle, 'data-testid': 'now' }, view.list)
  return { parts: [title, view.totals, list], leave }
}

/** The moving parts of the page. */
function createView(context: SiteContext) {
  const { t } = context
  const line = h('p', { class: 'line is-waiting', role: 'status', 'data-testid': 'line' }, t.connecting)
  const totals = h('div', {})
  const list = h('div', {})
  let state: LiveState = NOBODY
  let isPaused = false
  let saidAt = 0

  const show = () => {
    if (isPaused) return
    totals.replaceChildren(counters(state, context))
    list.replaceChildren(people(state, context))
  }
  const pause = h(
    'button',
    {
      type: 'button',
      id: 'pause',
      class: 'is-plain is-small',
      'data-testid': 'pause',
      'aria-pressed': 'false',
      click: () => {
        isPaused = !isPaused
        pause.setAttribute('aria-pressed', String(isPaused))
        pause.textContent = isPaused ? t.goOnLive : t.pause
        show()
      },
    },
    t.pause,
  )

  const say = (change: LiveChange) => {
    const koper = becameKoper(state, change)
    const at = context.now()
    if (koper === null || isPaused || at - saidAt < SAY_AGAIN_AFTER) return
    saidAt = at
    context.announce(t.newKoper(koper.reason?.text ?? ''))
  }
  show()
  return {
    line,
    totals,
    list,
    pause,
    setLine: (now: 'open' | 'waiting') => {
      line.className = `line is-${now}`
      line.textContent = now === 'open' ? t.connected : t.reconnecting
    },
    take: (change: LiveChange) => {
      say(change)
      state = applyLive(state, change)
      show()
    },
  }
}

function counters({ totals }: LiveState, context: SiteContext): HTMLElement {
  const { t, format, language } = context
  const counter = (segment: (typeof SEGMENTS)[number]) =>
    h(
      'li',
      { class: `card is-${segment}`, 'data-testid': `now-${segment}` },
      h('h2', {}, ...segmentHeading(segment, context)),
      h('p', { class: 'figure' }, format.number(totals[segment])),
      h('p', { class: 'advice' }, nameOf('advice', segment, language)),
    )
  return h(
    'ul',
    { class: 'cards is-now' },
    ...SEGMENTS.map(counter),
    h(
      'li',
      { class: 'unlisted quiet' },
      totals.unlisted > 0 && t.unlisted(totals.unlisted, format.number(totals.unlisted)),
    ),
  )
}

function people(state: LiveState, context: SiteContext): HTMLElement {
  const { t, link } = context
  if (state.visitors.length === 0) {
    return nothing(
      'nobody-now',
      h('p', {}, t.nobodyNow),
      h('p', {}, h('a', { href: link({ view: 'visitors' }) }, t.seeLatest)),
    )
  }
  // Drawn anew with every change: who has the focus on somebody keeps it.
  const focused = document.activeElement?.id ?? ''
  const list = h('ol', { class: 'people is-live' }, ...state.visitors.map((one) => livePerson(one, context)))
  if (focused.startsWith('visitor-')) {
    queueMicrotask(() => document.getElementById(focused)?.focus({ preventScroll: true }))
  }
  return list
}
