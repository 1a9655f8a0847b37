import { cut } from './cut.ts'
import { report, startDepth } from './engagement.ts'
import { type Fields, record } from './record.ts'

/** The address that events happen on: that of the last page view. */
export let page = cut(location.href)

/** What told that page from others; undefined until the first page view. */
export let route: string | undefined

/** Counts a page view when the address leads to another page than the last one counted. Who comes back to a page did not come in
 *  from outside a second time. */
export const countPage = (again?: boolean): void => {
  const fields: Fields<'page_view'> & Record<string, string> = {
    referrer: cut(route ? page : document.referrer),
    title: document.title,
  }
  // biome-ignore lint/suspicious/noAssignInExpressions: compares with the one before
  if (route !== (route = KOOP_ROUTE()) || again) {
    report()
    startDepth()
    page = cut(location.href)
    // What the page says of itself: its topic, the item on it, …
    if (!KOOP_CORE)
      for (const meta of document.querySelectorAll<HTMLMetaElement>('[name^="koop:"],[property="og:type"]'))
        fields[meta.name.slice(5) || 'pageType'] = meta.content
    record('page_view', fields)
  }
}
