import {
  type BacktestAnswer,
  type PagesAnswer,
  TOPICS,
  type Topic,
  type TopicPreviewAnswer,
  type TopicRule,
} from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { button } from '../../parts/button.ts'
import { editableRow } from '../../parts/editable-row.ts'
import { messageOf } from '../../parts/messages.ts'
import { pathText } from '../../parts/path-text.ts'
import { section, type Tried } from '../../parts/section.ts'
import { figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'

/** How long to wait for the next letter before asking: chosen. */
const PATIENCE = 250

/** What the site's pages are about: rules to change, with what they would make of the pages that people view. */
export function topicMap(tried: Tried<PagesAnswer>, context: SiteContext): HTMLElement {
  const { t, api, site, fail } = context
  const pages = tried.status === 'answered' ? tried.answer.pages : []
  const preview = h('div', { 'aria-live': 'polite', 'data-testid': 'topic-preview' })
  const outcome = h('div', { 'aria-live': 'polite', 'data-testid': 'topic-outcome' })
  const list = h('ul', { class: 'rules' })
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const rules = (): readonly TopicRule[] => [...list.children].flatMap((row) => readRule(row))
  const show = async () => {
    asked += 1
    const turn = asked
    try {
      const answer = await api.previewTopics(site.id, rules(), pages)
      if (turn === asked) preview.replaceChildren(previewTable(answer, context))
    } catch (error) {
      if (turn === asked) preview.replaceChildren(h('p', { class: 'note' }, messageOf(error, context)))
    }
  }
  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void show(), PATIENCE)
    outcome.replaceChildren()
  }
  const add = (rule: TopicRule) => list.append(ruleRow(rule, changed, context))
  for (const rule of site.topicRules) add(rule)
  if (pages.length > 0) void show()

  const save = async () => {
    try {
      await api.changeSite(site.id, { topicRules: rules() })
      context.notify(t.topicsSaved)
      context.again()
    } catch (error) {
      outcome.replaceChildren(h('p', { class: 'note', role: 'alert' }, messageOf(error, context)))
    }
  }
  const tryOut = async () => {
    outcome.replaceChildren(h('p', { class: 'quiet' }, t.trying))
    try {
      outcome.replaceChildren(outcomeOf(await api.backtest(site.id, { topicRules: rules() }), context))
    } catch (error) {
      outcome.replaceChildren()
      fail(error)
    }
  }
  return section(
    { id: 'topics', title: t.topics, intro: t.topicsIntro },
    h(
      'div',
      { class: 'pair is-topics' },
      h(
        'div',
        {},
        h('h3', {}, t.rules),
        list,
        h(
          'div',
          { class: 'buttons' },
          button('add-rule', t.addRule, true, () => {
            add({ path: '', topic: 'item' })
            list.lastElementChild?.querySelector('input')?.focus()
          }),
          button('save-topics', t.save, false, () => void save()),
          button('try-topics', t.tryTopics, true, () => void tryOut()),
        ),
        outcome,
      ),
      h(
        'div',
        {},
        h('h3', {}, t.preview),
        pages.length === 0 ? h('p', { class: 'quiet' }, t.noPages) : preview,
      ),
    ),
  )
}

function ruleRow(rule: TopicRule, changed: () => void, { t, language }: SiteContext): HTMLElement {
  return editableRow(
    { id: 'rule', removeLabel: t.removeRule, removed: changed },
    h('input', {
      type: 'text',
      'aria-label': t.rulePath,
      placeholder: '/producten/**',
      maxlength: 512,
      value: rule.path,
      spellcheck: 'false',
      input: changed,
    }),
    h(
      'select',
      { 'aria-label': t.topic, change: changed },
      ...TOPICS.map((topic) =>
        h('option', { value: topic, selected: topic === rule.topic }, nameOf('topic', topic, language)),
      ),
    ),
  )
}

/** A row without a path says nothing yet. */
function readRule(row: Element): readonly TopicRule[] {
  const path = row.querySelector('input')!.value.trim()
  return path === '' ? [] : [{ path, topic: row.querySelector('select')!.value as Topic }]
}

function previewTable({ topics }: TopicPreviewAnswer, { t, language }: SiteContext): HTMLElement {
  return figures({
    caption: t.preview,
    rowId: 'preview-row',
    rows: topics,
    columns: [
      { name: t.pageName, cell: ({ path }) => pathText(path) },
      {
        name: t.topic,
        isText: true,
        cell: ({ topic }) =>
          topic === null ? h('span', { class: 'quiet' }, t.noTopic) : nameOf('topic', topic, language),
      },
      {
        name: t.because,
        isText: true,
        cell: ({ by }) =>
          h(
            'span',
            { class: 'quiet' },
            by === null ? '–' : { page: t.byPage, rule: t.byRule, guess: t.byGuess }[by],
          ),
      },
    ],
  })
}

function outcomeOf(
  { visitors, topicsChanged, moved }: BacktestAnswer,
  { t, format }: SiteContext,
): HTMLElement {
  const lines = moved.map(({ from, to, visitors: count }) =>
    h('li', {}, t.moved(format.number(count), from, to)),
  )
  return h(
    'div',
    { class: 'note' },
    h('p', {}, t.triedOver(format.number(visitors), format.number(topicsChanged))),
    lines.length === 0 ? h('p', {}, t.nobodyMoved) : h('ul', {}, ...lines),
  )
}
