import { answerCalls } from './api.ts'
import { cut } from './cut.ts'
import { startDepth } from './engagement.ts'
import { record } from './record.ts'

/** The address that events happen on: that of the last page view, and before the first one where the visitor came from. */
export let page = cut(document.referrer)

/** What told that page from others; undefined until the first page view. */
export let route: string | undefined

/** Whether the address leads to another page than the last one counted. */
export const isOther = (): boolean => route !== KOOP_ROUTE

/** Counts a page view. Who comes back to a page did not come in from outside a second time.
 *  @param first  where nothing is sent before a yes: whether it is the first that a visitor allows, and came in from outside then */
export const countPage = (first?: unknown): void => {
  const from = KOOP_OFF && first ? cut(document.referrer) : page
  startDepth()
  page = cut(location.href)
  // First: a consent in the calls that waited holds for this page view too.
  if (!KOOP_CORE && !route) answerCalls()
  route = KOOP_ROUTE
  if (KOOP_CORE) record('page_view', from, document.title)
  // What the page says of itself: its topic, the item on it, …; Open Graph's type has no name. Not thousands of them: a message that
  // must survive the page has at most 64 KiB.
  else
    record(
      'page_view',
      from,
      document.title,
      [...document.querySelectorAll<HTMLMetaElement>('[name^=koop],[property="og:type"]')]
        .slice(-9)
        .map((meta) => [meta.name, meta.content]),
    )
}
