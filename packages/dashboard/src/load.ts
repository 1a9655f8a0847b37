import { ApiError, type SiteAnswer } from './api.ts'
import type { Browser } from './app.ts'
import type { Context, SiteContext } from './context.ts'
import { h } from './dom.ts'
import { createFormat } from './format.ts'
import type { Page } from './frame.ts'
import { pageHeader } from './header.ts'
import { shortId } from './marks.ts'
import { errorPage, noSitesPage } from './messages.ts'
import { overview, siteName } from './overview.ts'
import { pastEnd, spanOf } from './period.ts'
import { PAGE_SIZE, visitorsQuery } from './visitor-list.ts'
import { visitorPage } from './visitor-page.ts'

/** Fetches what a page shows and draws it. */
export interface Loader {
  /** @throws ApiError */
  readonly load: (context: Context) => Promise<Page>
  /** The page that says what went wrong. */
  readonly failed: (error: unknown, context: Context, retry: () => void) => Page
}

/** Keeps, while the page is open, which sites there are and where their data ends. */
export function createLoader({ api, now }: Pick<Browser, 'api' | 'now'>): Loader {
  let sites: readonly SiteAnswer[] | null = null
  const ends = new Map<string, string | null>()
  let notice: string | null = null

  const enter = async (site: SiteAnswer, context: Context): Promise<SiteContext> => {
    if (!ends.has(site.id)) ends.set(site.id, pastEnd((await api.segments(site.id, {})).to, now()))
    const span = spanOf(context.state.period, ends.get(site.id)!, now(), site.timeZone)
    return { ...context, site, span, format: createFormat(context.language, site.timeZone, now()) }
  }

  const showOverview = async (context: SiteContext): Promise<Page['content']> => {
    const { site, span, language } = context
    const [segments, visitors] = await Promise.all([
      api.segments(site.id, { ...span }),
      api.visitors(site.id, { ...visitorsQuery(context), limit: PAGE_SIZE }, language),
    ])
    const said = notice && h('p', { class: 'note', 'data-testid': 'notice' }, notice)
    notice = null
    return [said, ...overview(segments, visitors, context)]
  }

  const showVisitor = async (id: string, context: SiteContext): Promise<Page['content']> => {
    const { site, span, language, t, go } = context
    const [visitor, journey] = await Promise.all([
      api.visitor(site.id, id, { at: span.at }, language),
      api.journey(site.id, id, { at: span.at }, language),
    ])
    return visitorPage(visitor, journey, context, () => {
      notice = t.erased
      go({ visitor: null })
    })
  }

  return {
    load: async (context) => {
      sites ??= await api.sites()
      const { state } = context
      if (sites.length === 0) return pageOf('no-sites', null, context, sites, [noSitesPage(context)])
      const site = state.site === null ? sites[0]! : sites.find(({ id }) => id === state.site)
      if (site === undefined) throw new ApiError(404, '')
      const inside = await enter(site, context)
      return state.visitor === null
        ? pageOf('overview', site, inside, sites, await showOverview(inside))
        : pageOf(`visitor-${state.visitor}`, site, inside, sites, await showVisitor(state.visitor, inside))
    },
    failed: (error, context, retry) => {
      const loggedOut = error instanceof ApiError && error.status === 401
      if (loggedOut) sites = null
      const site = sites?.find(({ id }) => id === context.state.site) ?? null
      return pageOf('error', site, context, sites ?? [], [errorPage(error, context, retry)])
    },
  }
}

function pageOf(
  key: string,
  site: SiteAnswer | null,
  context: Context,
  sites: readonly SiteAnswer[],
  content: Page['content'],
): Page {
  const { language, state, t } = context
  const where = state.visitor === null ? [] : [t.visitor(shortId(state.visitor))]
  const title = [...where, ...(site === null ? [] : [siteName(site)]), 'Koopsignaal'].join(' · ')
  return { key, title, language, header: pageHeader(context, sites, site), content }
}
