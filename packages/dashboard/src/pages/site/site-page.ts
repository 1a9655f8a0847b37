import type { SiteContext } from '../../context.ts'
import type { Content } from '../../frame.ts'
import { attempt } from '../../parts/section.ts'
import { pageTitle, siteName } from '../../parts/title.ts'
import { backtest } from './backtest.ts'
import { goals } from './goals.ts'
import { drops, installation, tags } from './installation.ts'
import { models } from './models.ts'
import { settings } from './settings.ts'
import { tokens } from './tokens.ts'
import { topicMap } from './topic-map.ts'

/** How many pages the topic map shows: the most viewed. */
const PAGES_SHOWN = 12

/** The page Site: does it work, what is kept, who may ask, which model scores. */
export async function sitePage(context: SiteContext): Promise<Content> {
  const { api, site, language, t } = context
  const [installed, pages, held, decided] = await Promise.all([
    attempt(api.installation(site.id, language)),
    attempt(api.pages(site.id, { limit: PAGES_SHOWN }, language)),
    attempt(api.tokens(site.id)),
    attempt(api.models(site.id, {}, language)),
  ])
  return {
    parts: [
      pageTitle(siteName(site), t.siteLead),
      installation(installed, context),
      tags(installed, context),
      drops(installed, context),
      topicMap(pages, context),
      goals(context),
      settings(context),
      tokens(held, context),
      models(decided, context),
      backtest(context),
    ],
  }
}
