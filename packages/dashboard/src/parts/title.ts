import type { ComparedAnswer } from '@koopsignaal/protocol'
import type { SiteAnswer } from '../api.ts'
import type { SiteContext } from '../context.ts'
import { type Child, h } from '../dom.ts'

/** A site by the name that its visitors know it by. */
export function siteName({ id, domains }: Pick<SiteAnswer, 'id' | 'domains'>): string {
  return domains[0] ?? id
}

/** The heading of a page: what it answers, and what it is about. */
export function pageTitle(text: string, intro: Child, ...more: readonly Child[]): HTMLElement {
  return h(
    'div',
    { class: 'title' },
    h('h1', { tabindex: -1 }, text),
    intro !== null && h('p', { class: 'lead' }, intro),
    ...more,
  )
}

/** Which days a report is about, and what they are compared with; where the data has ended, since when.
 *  @param period  of the answer; its end is the first moment that no longer counts */
export function periodLine(
  {
    from,
    to,
    comparedWith = null,
  }: { readonly from: string; readonly to: string; readonly comparedWith?: ComparedAnswer | null },
  { t, format, span }: SiteContext,
): HTMLElement {
  const lastMoment = new Date(Date.parse(to) - 1).toISOString()
  const days = [format.date(from), format.date(lastMoment)] as const
  const said = comparedWith === null ? t.between : comparedWith.isWhole ? t.compared : t.notCompared
  return h(
    'div',
    {},
    h('p', { class: 'quiet', 'data-testid': 'period' }, said(...days)),
    span.at !== undefined && h('p', { class: 'note', 'data-testid': 'as-of' }, t.asOf(format.date(span.at))),
  )
}
