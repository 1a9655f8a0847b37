import type { ModelDecisionAnswer, ModelsAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { nothing, sectionOf, type Tried } from '../../parts/section.ts'
import { asTable, figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'
import { decisionSentences } from './decision-sentences.ts'

/** Which model scores the visitors, and every decision about a new one. */
export function models(tried: Tried<ModelsAnswer>, context: SiteContext): HTMLElement {
  const { t } = context
  return sectionOf(tried, { id: 'model', title: t.theModel, intro: t.theModelIntro }, context, (answer) => [
    h('dl', { class: 'facts is-list' }, ...facts(answer, context)),
    asTable(t.whatCounts, signals(answer, context)),
    h('h3', { class: 'after' }, t.decisions),
    answer.models.length === 0 ? nothing('no-decisions', t.noDecisions) : decisions(answer, context),
  ])
}

function facts({ present }: ModelsAnswer, { t, format, language }: SiteContext): readonly HTMLElement[] {
  const fact = (name: string, value: Child) => h('div', {}, h('dt', {}, name), h('dd', {}, value))
  const { calibratedHeads, koper, zoeker } = present
  const heads = (['now', 'later'] as const).map(
    (head) => `${nameOf('head', head, language)}: ${calibratedHeads[head] ? t.calibrated : t.notCalibrated}`,
  )
  return [
    fact(t.model, h('code', {}, present.version)),
    fact(t.chances, heads.join(' · ')),
    fact(t.zoekerFrom, t.enterExit(format.number(zoeker.enter), format.number(zoeker.exit))),
    fact(t.koperFrom, t.enterExit(format.number(koper.enter), format.number(koper.exit))),
  ]
}

function signals({ present }: ModelsAnswer, { t, format }: SiteContext): HTMLElement {
  return figures({
    caption: t.whatCounts,
    rows: present.signals.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points)),
    columns: [
      { name: t.signal, cell: ({ signal }) => h('code', {}, signal) },
      { name: t.points, cell: ({ points }) => format.points(points) },
      { name: t.source, isText: true, cell: ({ source }) => source },
    ],
  })
}

function decisions({ models: all }: ModelsAnswer, context: SiteContext): HTMLElement {
  return h('ol', { class: 'decisions' }, ...all.map((one) => decisionItem(one, context)))
}

/** When, what and of which model, and why: a sentence each for its chances and its borders, too long for a table. */
function decisionItem(decision: ModelDecisionAnswer, context: SiteContext): HTMLElement {
  const { format, language } = context
  return h(
    'li',
    { 'data-testid': 'decision-row' },
    h(
      'p',
      {},
      h('strong', {}, nameOf('decision', decision.decision, language)),
      ` · ${format.dateTime(decision.at)} · `,
      h('code', {}, decision.version),
    ),
    h('ul', {}, ...decisionSentences(decision, context).map((one) => h('li', {}, one))),
  )
}
