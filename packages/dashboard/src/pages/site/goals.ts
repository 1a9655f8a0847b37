import type { Goal } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { button } from '../../parts/button.ts'
import { editableRow } from '../../parts/editable-row.ts'
import { messageOf } from '../../parts/messages.ts'
import { section } from '../../parts/section.ts'

/** Which conversions count as a goal, and how many a month are hoped for. */
export function goals(context: SiteContext): HTMLElement {
  const { t, api, site, notify, again } = context
  const list = h(
    'ul',
    { class: 'rules is-goals', 'data-testid': 'goal-list' },
    ...site.goals.map((one) => goalRow(one, context)),
  )
  const refused = h('div', { 'aria-live': 'polite' })
  const add = () => {
    list.append(goalRow({ conversion: '', perMonth: null }, context))
    list.lastElementChild?.querySelector('input')?.focus()
  }
  const save = async () => {
    try {
      await api.changeSite(site.id, { goals: [...list.children].flatMap(readGoal) })
      notify(t.goalsSaved)
      again()
    } catch (error) {
      refused.replaceChildren(h('p', { class: 'note', role: 'alert' }, messageOf(error, context)))
    }
  }
  return section(
    { id: 'goals', title: t.goals, intro: t.goalsIntro },
    list,
    h(
      'div',
      { class: 'buttons' },
      button('add-goal', t.addGoal, true, add),
      button('save-goals', t.save, false, () => void save()),
    ),
    refused,
  )
}

type Draft = Omit<Goal, 'perMonth'> & { readonly perMonth: number | null }

function goalRow({ conversion, perMonth }: Draft, { t }: SiteContext): HTMLElement {
  return editableRow(
    { id: 'goal-row', removeLabel: t.removeGoal },
    h('input', {
      type: 'text',
      name: 'conversion',
      'aria-label': t.goalConversion,
      placeholder: 'order',
      maxlength: 128,
      value: conversion,
      autocomplete: 'off',
      spellcheck: 'false',
    }),
    h('input', {
      type: 'number',
      name: 'perMonth',
      'aria-label': t.goalPerMonth,
      placeholder: t.goalPerMonth,
      min: 1,
      max: 1_000_000,
      step: 1,
      inputmode: 'numeric',
      value: perMonth,
    }),
  )
}

/** A row without a name says nothing yet. One without a number is sent, so that the collector says what is missing. */
function readGoal(row: Element): readonly Goal[] {
  const read = (name: string) => row.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value.trim()
  const conversion = read('conversion')
  return conversion === '' ? [] : [{ conversion, perMonth: Number(read('perMonth')) }]
}
