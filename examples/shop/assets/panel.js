// The panel in the corner: what Koopsignaal makes of this visitor, live, and the visitor's own switch for it.
// It only uses what any page can use: koop('segment'), koop('me') and koop('consent').
;(() => {
  const lang = document.documentElement.lang.startsWith('en') ? 'en' : 'nl'
  const text = window.panelTexts[lang]
  const SEGMENTS = ['passant', 'zoeker', 'koper']
  const MAX_REASONS = 3
  const MAX_STEPS = 12
  // Long enough for a slow phone, short enough to wonder.
  const SILENCE_MS = 8000

  /** pending · denied · signal (GPC/DNT) · granted · withdrawn */
  let consent = startingConsent()
  let assessment = null
  let me = null
  let silent = false
  let open = startsOpen()

  function startingConsent() {
    if (navigator.globalPrivacyControl || navigator.doNotTrack === '1') return 'signal'
    // The tag's own cookie: it is there only after a yes.
    return /(^|; )koop=/.test(document.cookie) ? 'granted' : 'pending'
  }

  function startsOpen() {
    const wide = window.matchMedia('(min-width: 60rem)').matches
    if (consent !== 'granted') return wide
    try {
      return (sessionStorage.getItem('droogtuin.panel') ?? (wide ? 'open' : 'closed')) === 'open'
    } catch {
      return wide
    }
  }

  function rememberOpen() {
    // Nothing goes on the device before a yes.
    if (consent !== 'granted') return
    try {
      sessionStorage.setItem('droogtuin.panel', open ? 'open' : 'closed')
    } catch {
      // Then the panel simply starts as usual on the next page.
    }
  }

  /** An element from text nodes only: nothing that was stored can become markup. */
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name === 'on')
        for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener)
      else if (value !== false && value !== null) node.setAttribute(name, value === true ? '' : value)
    }
    node.append(...children.filter((child) => child !== null))
    return node
  }

  const button = (label, onClick, className = 'ks-button') =>
    el('button', { type: 'button', class: className, on: { click: onClick } }, label)

  const status = el('p', { class: 'ks-status', 'aria-live': 'polite' })
  const body = el('div', { class: 'ks-body', id: 'ks-body' })
  const brief = el('span', { class: 'ks-brief' })
  const toggle = el(
    'button',
    { type: 'button', class: 'ks-toggle', 'aria-controls': 'ks-body', on: { click: () => setOpen(!open) } },
    el('span', { class: 'ks-title' }, text.title),
    brief,
    el('span', { class: 'ks-arrow', 'aria-hidden': 'true' }),
  )
  const steps = el('div', { class: 'ks-stored' })
  const stored = el(
    'details',
    { class: 'ks-details', on: { toggle: () => stored.open && askMe() } },
    el('summary', {}, text.stored),
    steps,
  )
  const panel = el('section', { class: 'ks-panel', 'aria-label': text.title }, toggle, status, body)

  function setOpen(value) {
    open = value
    rememberOpen()
    showOpen()
  }

  function showOpen() {
    body.hidden = !open
    toggle.setAttribute('aria-expanded', `${open}`)
    toggle.title = open ? text.close : text.open
  }

  function choose(choice) {
    window.koop('consent', choice)
    consent = choice
    if (choice !== 'granted') {
      assessment = null
      me = null
      stored.open = false
      try {
        sessionStorage.removeItem('droogtuin.panel')
      } catch {
        // There was nothing to forget.
      }
    } else {
      expectAnswer()
    }
    render()
    body.querySelector('button, summary')?.focus()
  }

  function expectAnswer() {
    setTimeout(() => {
      silent = assessment === null
      if (silent && consent === 'granted') render()
    }, SILENCE_MS)
  }

  function askMe() {
    window.koop('me', (answer) => {
      if (consent !== 'granted') return
      me = answer
      render()
    })
  }

  const date = (iso) =>
    new Date(iso).toLocaleString(lang, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  const signed = (points) =>
    `${points < 0 ? '−' : '+'}${Math.abs(points).toLocaleString(lang, { maximumFractionDigits: 1 })}`

  function ladder() {
    return el(
      'ol',
      { class: 'ks-ladder' },
      ...SEGMENTS.map((segment) =>
        el('li', { 'aria-current': segment === assessment.segment && 'step' }, text.segments[segment]),
      ),
    )
  }

  function meter() {
    return el(
      'meter',
      { class: 'ks-meter', min: '0', max: '100', value: `${assessment.score}`, 'aria-label': text.score },
      `${assessment.score} ${text.outOf}`,
    )
  }

  const byWeight = (a, b) => Math.abs(b.points) - Math.abs(a.points)

  function reasons() {
    const found = [...(me?.visitor?.contributions ?? [])].filter((reason) => Math.abs(reason.points) >= 0.05)
    if (found.length === 0) return el('p', { class: 'ks-small' }, text.noReasons)
    return el(
      'ul',
      { class: 'ks-reasons' },
      ...found
        .sort(byWeight)
        .slice(0, MAX_REASONS)
        .map((reason) =>
          el('li', {}, el('span', {}, reason.text), el('b', { title: text.points }, signed(reason.points))),
        ),
    )
  }

  const fact = (term, value) => [el('dt', {}, term), el('dd', {}, `${value}`)]

  function showStored() {
    const visitor = me?.visitor
    if (!visitor) {
      steps.replaceChildren(el('p', { class: 'ks-small' }, text.nothingStored))
      return
    }
    const events = (me.visits ?? []).flatMap((visit) => visit.events)
    steps.replaceChildren(
      el(
        'dl',
        { class: 'ks-facts' },
        ...fact(text.visitorId, visitor.id),
        ...fact(text.firstSeen, date(visitor.firstSeen)),
        ...fact(text.lastSeen, date(visitor.lastSeen)),
        ...fact(text.visits, visitor.visits),
        ...fact(text.pageViews, visitor.pageViews),
        ...fact(text.from, signed(visitor.base)),
        ...[...visitor.contributions]
          .sort(byWeight)
          .flatMap((reason) => fact(reason.text, signed(reason.points))),
      ),
      el('h3', {}, text.steps),
      el(
        'ol',
        { class: 'ks-steps' },
        ...events
          .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
          .slice(0, MAX_STEPS)
          .map((event) =>
            el(
              'li',
              {},
              el('time', { datetime: event.at }, date(event.at)),
              ` ${text.events[event.type] ?? event.type}: `,
              event.title ?? event.path ?? '',
              el(
                'span',
                { class: 'ks-small' },
                ` → ${text.segments[event.segment] ?? event.segment} ${event.score}`,
              ),
            ),
          ),
      ),
    )
  }

  const yes = (label = text.grant) => button(label, () => choose('granted'), 'ks-button ks-primary')
  const paragraph = (sentence) => el('p', {}, sentence)

  function grantedView() {
    const known = assessment
      ? [
          ladder(),
          el('p', { class: 'ks-score' }, el('b', {}, `${assessment.score}`), ` ${text.outOf}`, meter()),
          el('p', { class: 'ks-advice' }, text.advice[assessment.segment]),
          el(
            'dl',
            { class: 'ks-facts' },
            ...fact(text.phaseLabel, text.phases[assessment.phase] ?? assessment.phase),
            ...fact(text.confidenceLabel, text.confidences[assessment.confidence] ?? '–'),
          ),
          el('h2', {}, text.reasons),
          reasons(),
        ]
      : [paragraph(silent ? text.silent : text.waiting)]
    showStored()
    return [...known, stored, button(text.withdraw, () => choose('withdrawn'), 'ks-button ks-link')]
  }

  const VIEWS = {
    pending: () => [
      paragraph(text.pending),
      el(
        'div',
        { class: 'ks-buttons' },
        yes(),
        button(text.deny, () => choose('denied')),
      ),
    ],
    denied: () => [paragraph(text.denied), yes(text.changedMind)],
    withdrawn: () => [paragraph(text.withdrawn), yes(text.changedMind)],
    signal: () => [paragraph(text.signal)],
    granted: grantedView,
  }

  let said = ''
  function announce() {
    const sentence = assessment ? text.say(text.segments[assessment.segment], assessment.score) : ''
    if (sentence !== said) status.textContent = sentence
    said = sentence
  }

  function render() {
    // The details element is moved, not rebuilt, so focus inside it has to be put back.
    const focused = body.contains(document.activeElement) ? document.activeElement : null
    body.replaceChildren(...VIEWS[consent]())
    if (focused?.isConnected) focused.focus()
    brief.textContent = assessment ? `${text.segments[assessment.segment]} ${assessment.score}` : ''
    panel.dataset.segment = assessment?.segment ?? 'none'
    announce()
  }

  window.koop('segment', (answer) => {
    if (!answer || consent !== 'granted') return
    assessment = answer
    render()
    askMe()
  })
  if (consent === 'granted') expectAnswer()
  render()
  showOpen()
  document.body.append(panel)
})()
