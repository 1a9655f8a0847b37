import type { Topic, TopicPreviewAnswer, TopicRule } from '@koopsignaal/protocol'
import { compileRules, type TopicRules, toTopic } from '../pipeline/topic.ts'

/** What is known of a page from its latest view. */
export interface MeasuredPage {
  readonly path: string
  readonly title: string | null
  readonly topic: Topic | null
}

interface Asked {
  readonly paths: readonly string[]
  /** The site's own. */
  readonly present: readonly TopicRule[]
  readonly tried: readonly TopicRule[]
  readonly measured: readonly MeasuredPage[]
}

/** What pages would be about under some rules, and what told it. What a page said of itself is not kept beside its topic, so a topic that
 *  neither the site's rules nor its words come to is taken to be the page's own word, which no rule changes. Where a rule has just been
 *  changed, that is right from the page's next view on. */
export function previewTopics({ paths, present, tried, measured }: Asked): TopicPreviewAnswer {
  const [before, after] = [compileRules(present), compileRules(tried)]
  const known = new Map(measured.map((page) => [page.path, page]))
  return {
    topics: paths.map((path) => {
      const page = known.get(path) ?? { path, title: null, topic: null }
      const own = ownTopic(page, before)
      if (own !== null) return { path, topic: own, by: 'page' }
      const topic = toTopic(unsaid(page), after)
      return { path, topic, by: after(path) !== null ? 'rule' : topic !== null ? 'guess' : null }
    }),
  }
}

function ownTopic(page: MeasuredPage, present: TopicRules): Topic | null {
  const told = [toTopic(unsaid(page), present), toTopic(unsaid(page), NO_RULES)]
  return told.includes(page.topic) ? null : page.topic
}

const NO_RULES = compileRules([])

const unsaid = ({ path, title }: MeasuredPage) => ({ topic: null, pageType: null, path, title })
