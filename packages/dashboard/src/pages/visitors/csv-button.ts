import type { UnixMs } from '@koopsignaal/protocol'
import type { SiteAnswer } from '../../api.ts'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { dayOf, type Span } from '../../period.ts'
import { visitorsQuery } from './visitors-query.ts'

/** Browsers read a file after the click that saves it: the time they get for that is chosen. */
const KEPT_FOR = 60_000

/** Saves the list as it is filtered and ordered, all of it. */
export function csvButton(context: SiteContext): HTMLElement {
  const { t, api, site, span, language, now, announce, fail } = context
  const download = async () => {
    button.disabled = true
    announce(t.csvComing)
    try {
      const file = URL.createObjectURL(await api.visitorsCsv(site.id, visitorsQuery(context), language))
      h('a', { href: file, download: csvName(site, span, now()) }).click()
      setTimeout(() => URL.revokeObjectURL(file), KEPT_FOR)
      announce(t.csvReady)
    } catch (error) {
      fail(error)
    }
    button.disabled = false
  }
  const button = h(
    'button',
    {
      type: 'button',
      id: 'csv',
      'data-testid': 'csv',
      class: 'is-plain',
      'aria-describedby': 'csv-hint',
      click: () => void download(),
    },
    t.csv,
  )
  return h('span', { class: 'csv' }, button, h('span', { class: 'quiet', id: 'csv-hint' }, t.csvHint))
}

/** What the file is called: of which site, from which day to which.
 *  @example csvName(shop, { from: '2026-11-15' }, Date.UTC(2026, 10, 21, 12)) // 'koopsignaal-shop-2026-11-15-2026-11-21.csv' */
export function csvName(
  { id, timeZone }: Pick<SiteAnswer, 'id' | 'timeZone'>,
  { from, to }: Span,
  now: UnixMs,
): string {
  const last = dayOf(to === undefined ? now : Date.parse(to), timeZone)
  return `koopsignaal-${id}-${from}-${last}.csv`
}
