import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import type { Content } from '../../frame.ts'
import { savedSegments } from '../../parts/saved.ts'
import { pageTitle } from '../../parts/title.ts'
import { saveSelection } from './save-selection.ts'
import { PAGE_SIZE, visitorList } from './visitor-list.ts'
import { visitorsQuery } from './visitors-query.ts'

/** The page Bezoekers: everybody who agreed to be recognised, narrowed and ordered. */
export async function visitorsPage(context: SiteContext): Promise<Content> {
  const { api, site, language, t, span, format } = context
  const [first, saved] = await Promise.all([
    api.visitors(site.id, { ...visitorsQuery(context), limit: PAGE_SIZE }, language),
    savedSegments(context),
  ])
  const inside = { ...context, saved }
  const title = pageTitle(
    t.visitors,
    t.visitorsLead,
    h('p', { class: 'quiet', 'data-testid': 'consent-note' }, t.consentNote, ' ', t.scoreNote),
    span.at !== undefined && h('p', { class: 'note', 'data-testid': 'as-of' }, t.asOf(format.date(span.at))),
  )
  return { parts: [title, visitorList(first, inside), saveSelection(inside)] }
}
