import { ROLES, type Role, type TokensAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { copyable } from '../../parts/copy.ts'
import { nothing, sectionOf, type Tried } from '../../parts/section.ts'
import { sureButton } from '../../parts/sure-button.ts'
import { figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'

/** Who else may ask or send: tokens to make and to withdraw. */
export function tokens(tried: Tried<TokensAnswer>, context: SiteContext): HTMLElement {
  const { t } = context
  return sectionOf(tried, { id: 'tokens', title: t.tokens, intro: t.tokensIntro }, context, (answer) => {
    const held = h('div', {}, listOrNothing(answer, context))
    // The page stays as it is: the token just made is shown this once.
    const refresh = async () => {
      const answer = await context.api.tokens(context.site.id)
      held.replaceChildren(listOrNothing(answer, context))
    }
    return [held, form(refresh, context)]
  })
}

function listOrNothing(answer: TokensAnswer, context: SiteContext): HTMLElement {
  return answer.tokens.length === 0 ? nothing('no-tokens', context.t.noTokens) : list(answer, context)
}

function list({ tokens: all }: TokensAnswer, context: SiteContext): HTMLElement {
  const { t, format, language } = context
  return figures({
    caption: t.tokens,
    rowId: 'token-row',
    rows: all,
    columns: [
      { name: t.tokenLabel, cell: ({ label }) => (label === '' ? '–' : label) },
      { name: t.role, isText: true, cell: ({ role }) => nameOf('role', role, language) },
      { name: t.made, cell: ({ createdAt }) => format.date(createdAt) },
      { name: '', cell: ({ id, label }) => withdraw(id, label, context) },
    ],
  })
}

function withdraw(id: string, label: string, context: SiteContext): HTMLElement {
  const { t, api, site } = context
  const act = () => api.removeToken(site.id, id)
  return sureButton({ id: 'withdraw', text: t.withdraw, about: label, done: t.tokenRemoved, act }, context)
}

function form(refresh: () => Promise<void>, context: SiteContext): HTMLElement {
  const { t, api, site, fail, language } = context
  const shown = h('div', { 'aria-live': 'polite', 'data-testid': 'new-token' })
  const label = h('input', { type: 'text', id: 'token-label', maxlength: 128, placeholder: t.tokenExample })
  const role = h(
    'select',
    { id: 'token-role' },
    ...ROLES.map((one) => h('option', { value: one }, nameOf('role', one, language))),
  )
  const make = async (event: Event) => {
    event.preventDefault()
    try {
      const token = await api.createToken(site.id, role.value as Role, label.value.trim())
      shown.replaceChildren(h('p', {}, t.tokenOnce), copyable('token', token, context))
      await refresh()
    } catch (error) {
      fail(error)
    }
  }
  return h(
    'div',
    {},
    h(
      'form',
      { class: 'inline-form', submit: (event: Event) => void make(event) },
      h('label', { class: 'field' }, h('span', { class: 'field-name' }, t.tokenLabel), label),
      h('label', { class: 'field' }, h('span', { class: 'field-name' }, t.role), role),
      h('button', { type: 'submit', 'data-testid': 'make-token' }, t.makeToken),
    ),
    shown,
  )
}
