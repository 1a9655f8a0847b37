import type { Event, TopicRule } from '@koopsignaal/protocol'
import { compileRules, toTopic } from '../../pipeline/topic.ts'
import type { SampledHistory } from './sample-histories.ts'

/** Gives page views the topic that another topic map would have given them. What a page said of itself is not kept beside its
 *  topic, so a page view whose topic is not what the present rules make of its address is taken to have said so itself, and
 *  keeps it.
 *  @returns the histories, and how many page views changed */
export function retopic(
  histories: readonly SampledHistory[],
  present: readonly TopicRule[],
  other: readonly TopicRule[],
): { readonly histories: readonly SampledHistory[]; readonly changed: number } {
  const [before, after] = [compileRules(present), compileRules(other)]
  const unsaid = { topic: null, pageType: null }
  let changed = 0
  const again = (event: Event): Event => {
    if (event.path === null) return event
    const page = { ...unsaid, path: event.path, title: event.title }
    if (toTopic(page, before) !== event.topic) return event
    const topic = toTopic(page, after)
    if (topic === event.topic) return event
    if (event.type === 'page_view') changed++
    return { ...event, topic }
  }
  return {
    histories: histories.map((history) => ({ ...history, events: history.events.map(again) })),
    changed,
  }
}
