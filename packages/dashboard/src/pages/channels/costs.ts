import { CHANNELS, type Channel, type CostAnswer, type CostsAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { type Attributes, h } from '../../dom.ts'
import { messageOf } from '../../parts/messages.ts'
import { sectionOf, type Tried } from '../../parts/section.ts'
import { sureButton } from '../../parts/sure-button.ts'
import { asTable, figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'

/** What was spent: a form, and what is known already. */
export function costs(tried: Tried<CostsAnswer>, currency: string | null, context: SiteContext): HTMLElement {
  const { t } = context
  return sectionOf(tried, { id: 'costs', title: t.costs, intro: t.costsIntro }, context, (answer) => [
    form(currency ?? answer.costs[0]?.currency ?? 'EUR', context),
    answer.costs.length > 0 && asTable(t.knownCosts, table(answer, context)),
  ])
}

function table({ costs: all }: CostsAnswer, context: SiteContext): HTMLElement {
  const { t, format, language } = context
  return figures({
    caption: t.knownCosts,
    rowId: 'cost-row',
    rows: all.toReversed(),
    columns: [
      { name: t.costDays, cell: ({ from, to }) => `${format.day(from)} – ${format.day(to)}` },
      { name: t.channel, isText: true, cell: ({ channel }) => nameOf('channel', channel, language) },
      { name: t.source, isText: true, cell: ({ source }) => source ?? '–' },
      { name: t.campaign, isText: true, cell: ({ campaign }) => campaign ?? '–' },
      { name: t.amount, cell: ({ amount, currency }) => format.money(amount, currency) },
      { name: '', cell: (line) => remove(line, context) },
    ],
  })
}

function remove(line: CostAnswer, context: SiteContext): HTMLElement {
  const { t, api, site, format, language } = context
  const parts = [nameOf('channel', line.channel, language), line.source, line.campaign, format.day(line.from)]
  const about = parts.filter((part) => part !== null).join(', ')
  const act = () => api.removeCost(site.id, line)
  return sureButton({ id: 'remove-cost', text: t.remove, about, done: t.costRemoved, act }, context)
}

function form(currency: string, context: SiteContext): HTMLElement {
  const { t, api, site, notify, again, language } = context
  const refused = h('div', { 'aria-live': 'polite' })
  const save = async (event: Event) => {
    event.preventDefault()
    try {
      await api.keepCosts(site.id, [readCost(new FormData(made))])
      notify(t.costSaved)
      again()
    } catch (error) {
      refused.replaceChildren(h('p', { class: 'note', role: 'alert' }, messageOf(error, context)))
    }
  }
  const field = (name: string, title: string, control: HTMLElement) => {
    control.setAttribute('name', name)
    control.setAttribute('id', `cost-${name}`)
    control.setAttribute('data-testid', `cost-${name}`)
    const width = name === 'currency' ? 'is-tiny' : 'is-short'
    return h('label', { class: `field ${width}` }, h('span', { class: 'field-name' }, title), control)
  }
  const text = (maxlength: number, more: Attributes) =>
    h('input', { type: 'text', maxlength, autocomplete: 'off', spellcheck: 'false', ...more })
  const channels = CHANNELS.map((one) =>
    h('option', { value: one, selected: one === 'ads' }, nameOf('channel', one, language)),
  )
  const made = h(
    'form',
    { class: 'inline-form', 'data-testid': 'cost-form', submit: (event: Event) => void save(event) },
    field('from', t.costFrom, h('input', { type: 'date', required: true })),
    field('to', t.costTo, h('input', { type: 'date', required: true })),
    field('channel', t.channel, h('select', {}, ...channels)),
    field('source', t.source, text(256, { placeholder: t.mayBeEmpty })),
    field('campaign', t.campaign, text(256, { placeholder: t.mayBeEmpty })),
    field(
      'amount',
      t.amount,
      h('input', { type: 'number', min: 0, step: '0.01', required: true, inputmode: 'decimal' }),
    ),
    field('currency', t.currency, text(3, { value: currency })),
    h('button', { type: 'submit', id: 'save-cost', 'data-testid': 'save-cost' }, t.save),
  )
  return h('div', {}, made, refused)
}

/** No source and no campaign: the money is the whole channel's. */
function readCost(data: FormData): CostAnswer {
  const read = (name: string) => String(data.get(name) ?? '').trim()
  return {
    from: read('from'),
    to: read('to'),
    channel: read('channel') as Channel,
    source: read('source') || null,
    campaign: read('campaign') || null,
    amount: Number(read('amount')),
    currency: read('currency').toUpperCase(),
  }
}
