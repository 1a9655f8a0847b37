import { type BacktestBody, SITE_KINDS, type SiteKind, TOPICS, type Topic } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { button } from '../../parts/button.ts'
import { messageOf } from '../../parts/messages.ts'
import { section } from '../../parts/section.ts'
import { nameOf } from '../../texts/texts.ts'
import { backtestResult } from './backtest-result.ts'

/** What may be tried that is no kind of site. */
const RULE = 'rule'
const FILE = 'file'

/** Tries a model or a topic rule on the site's past; nothing changes. */
export function backtest(context: SiteContext): HTMLElement {
  const { t, api, site, language } = context
  const outcome = h('div', { 'aria-live': 'polite', 'data-testid': 'backtest-outcome' })
  const path = h('input', { type: 'text', id: 'try-path', maxlength: 512, placeholder: '/producten/**' })
  const topic = h(
    'select',
    { id: 'try-topic' },
    ...TOPICS.map((one) => h('option', { value: one }, nameOf('topic', one, language))),
  )
  const file = h('input', { type: 'file', id: 'try-file', accept: 'application/json,.json' })
  const rule = h(
    'div',
    { class: 'inline-form', hidden: true },
    field(t.rulePath, path),
    field(t.topic, topic),
  )
  const upload = h('div', { class: 'inline-form', hidden: true }, field(t.modelFile, file))
  const what = h(
    'select',
    {
      id: 'try-what',
      'data-testid': 'try-what',
      change: () => {
        rule.hidden = what.value !== RULE
        upload.hidden = what.value !== FILE
      },
    },
    ...SITE_KINDS.map((kind) => h('option', { value: kind }, t.backtestKind(kindName(kind, context)))),
    h('option', { value: RULE }, t.backtestRule),
    h('option', { value: FILE }, t.backtestFile),
  )

  /** @throws Error that says what is missing */
  const toTry = async (): Promise<BacktestBody> => {
    if (what.value === RULE) {
      if (path.value.trim() === '') throw new Error(t.pathMissing)
      // Before the others: the first rule that fits decides.
      return { topicRules: [{ path: path.value.trim(), topic: topic.value as Topic }, ...site.topicRules] }
    }
    if (what.value !== FILE) return { kind: what.value as SiteKind }
    const chosen = file.files?.[0]
    if (chosen === undefined) throw new Error(t.fileMissing)
    return { model: parsed(await chosen.text(), t.fileIsNoModel) }
  }
  const run = async () => {
    // A second press would score the whole past once more beside the first.
    start.disabled = true
    outcome.replaceChildren(h('p', { class: 'quiet' }, t.backtestRunning))
    try {
      const answer = await api.backtest(site.id, await toTry())
      outcome.replaceChildren(h('div', {}, ...backtestResult(answer, context)))
    } catch (error) {
      outcome.replaceChildren(h('p', { class: 'note', role: 'alert' }, messageOf(error, context)))
    }
    start.disabled = false
  }
  const start = button('run-backtest', t.runBacktest, false, () => void run())
  return section(
    { id: 'backtest', title: t.backtest, intro: t.backtestIntro },
    h('div', { class: 'inline-form' }, field(t.backtestWhat, what)),
    rule,
    upload,
    h('div', { class: 'buttons' }, start),
    outcome,
  )
}

function field(name: string, control: HTMLElement): HTMLElement {
  return h('label', { class: 'field' }, h('span', { class: 'field-name' }, name), control)
}

function kindName(kind: SiteKind, { t }: SiteContext): string {
  return { shop: t.kindShop, services: t.kindServices, content: t.kindContent }[kind]
}

function parsed(text: string, otherwise: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(otherwise)
  }
}
