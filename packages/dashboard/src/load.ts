import { ApiError, type SiteAnswer } from './api.ts'
import type { Browser } from './app.ts'
import type { Context, SiteContext } from './context.ts'
import { h } from './dom.ts'
import { createFormat } from './format.ts'
import type { Content, Page } from './frame.ts'
import { ownFirst } from './own-first.ts'
import { channelsPage } from './pages/channels/channels-page.ts'
import { contentPage } from './pages/content/content-page.ts'
import { nowPage } from './pages/now/now-page.ts'
import { overviewPage } from './pages/overview/overview.ts'
import { sitePage } from './pages/site/site-page.ts'
import { visitorPage } from './pages/visitor/visitor-page.ts'
import { visitorsPage } from './pages/visitors/visitors-page.ts'
import { pageHeader } from './parts/header.ts'
import { shortId } from './parts/marks.ts'
import { errorPage, noSitesPage } from './parts/messages.ts'
import { siteName } from './parts/title.ts'
import { pastEnd, spanOf } from './period.ts'
import { nameOf } from './texts/texts.ts'
import type { View } from './url-state.ts'

/** Fetches what a page shows and draws it. */
export interface Loader {
  /** @throws ApiError */
  readonly load: (context: Context) => Promise<Page>
  /** The page that says what went wrong. */
  readonly failed: (error: unknown, context: Context, retry: () => void) => Page
}

const PAGES: Readonly<Record<View, (context: SiteContext) => Promise<Content>>> = {
  now: nowPage,
  overview: overviewPage,
  visitors: visitorsPage,
  channels: channelsPage,
  content: contentPage,
  site: sitePage,
}

/** Keeps, while the page is open, which sites there are and where their data ends. */
export function createLoader({ api, now }: Pick<Browser, 'api' | 'now'>): Loader {
  let sites: readonly SiteAnswer[] | null = null
  const ends = new Map<string, string | null>()
  let notice: string | null = null

  const enter = async (site: SiteAnswer, context: Context): Promise<SiteContext> => {
    if (!ends.has(site.id)) ends.set(site.id, pastEnd((await api.segments(site.id, {})).to, now()))
    const span = spanOf(context.state.period, ends.get(site.id)!, now(), site.timeZone)
    const format = createFormat(context.language, site.timeZone, now())
    const notify = (text: string) => {
      notice = text
      // What was just done may have changed the sites themselves.
      sites = null
    }
    return { ...context, site, span, format, notify }
  }

  const show = async (site: SiteAnswer, context: Context): Promise<Page> => {
    const inside = await enter(site, context)
    const { view, visitor } = context.state
    const content = visitor === null ? await PAGES[view](inside) : await visitorPage(visitor, inside)
    const said = notice && h('p', { class: 'note', role: 'status', 'data-testid': 'notice' }, notice)
    notice = null
    const key = visitor === null ? `view-${view}` : `visitor-${visitor}`
    return { ...pageOf(key, site, inside, sites!, [said, ...content.parts]), ...leaving(content) }
  }

  return {
    load: async (context) => {
      sites ??= ownFirst(await api.sites())
      const { state } = context
      if (sites.length === 0) return pageOf('no-sites', null, context, sites, [noSitesPage(context)])
      const site = state.site === null ? sites[0]! : sites.find(({ id }) => id === state.site)
      if (site === undefined) throw new ApiError(404, '')
      return show(site, context)
    },
    failed: (error, context, retry) => {
      const loggedOut = error instanceof ApiError && error.status === 401
      if (loggedOut) sites = null
      const site = sites?.find(({ id }) => id === context.state.site) ?? sites?.[0] ?? null
      return pageOf('error', site, context, sites ?? [], [errorPage(error, context, retry)])
    },
  }
}

function leaving({ leave }: Content): Pick<Content, 'leave'> {
  return leave === undefined ? {} : { leave }
}

function pageOf(
  key: string,
  site: SiteAnswer | null,
  context: Context,
  sites: readonly SiteAnswer[],
  parts: Page['parts'],
): Page {
  const { language, state, t } = context
  const here =
    state.visitor === null ? nameOf('view', state.view, language) : t.visitor(shortId(state.visitor))
  const title = [...(site === null ? [] : [here, siteName(site)]), 'Koopsignaal'].join(' · ')
  return { key, title, language, header: pageHeader(context, sites, site), parts }
}
