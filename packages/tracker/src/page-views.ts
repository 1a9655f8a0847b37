import { answerCalls } from './api.ts'
import { cut } from './cut.ts'
import { startDepth } from './engagement.ts'
import { record } from './record.ts'

/** The address that events happen on: that of the last page view, before which nothing happens. Each page view has a list of its own. */
export let page: ReturnType<typeof cut>

/** What told that page from others; undefined until the first page view. */
export let route: string | undefined

/** Where nothing is sent before a yes: whether a yes now comes after the page view that it allows. */
export let isLate: unknown

/** Whether the address leads to another page than the last one counted. */
export const isOther = (): boolean => route !== KOOP_ROUTE

/** Counts a page view. Who comes back to a page did not come in from outside a second time.
 *  @param cameIn  whether it is the first that a visitor allows, where nothing is sent before a yes */
export const countPage = (cameIn?: unknown): void => {
  // Asked for here: finding the parts of an address for the first time takes longer than all else that the script does while it loads.
  const from = (!(KOOP_OFF && cameIn) && page) || cut(document.referrer)
  startDepth()
  page = cut(location.href)
  route = KOOP_ROUTE
  // First: a consent in the calls that waited holds for this page view too.
  if (!KOOP_CORE) answerCalls()
  if (KOOP_CORE) record('pageshow', from, document.title)
  // What the page says of itself: its topic, the item on it, …; Open Graph's type has no name.
  else
    record(
      'pageshow',
      from,
      document.title,
      [...document.querySelectorAll<HTMLMetaElement>('[name^=koop],[property="og:type"]')].map((meta) => [
        meta.name,
        meta.content,
      ]),
    )
  if (KOOP_OFF) isLate = 1
}
