import { type BotAnswer, type BotReason, HOUR, type UnixMs } from '@koopsignaal/protocol'
import type { PreparedBatch } from './pipeline/index.ts'

/** The reason that such an event is listed with beside those that were dropped. */
export const BOT = 'bot'

const WHY: Readonly<Record<BotReason, string>> = {
  user_agent: 'its user agent names a program',
  webdriver: 'a program drives the browser (navigator.webdriver)',
  no_user_agent: 'it came without a user agent',
  referrer_spam: 'its referrer is known for spam',
}

/** Who tries the collector out by a program is told why nothing comes of it. */
export function botNotes(events: PreparedBatch['events']): readonly BotAnswer[] {
  return events.flatMap(({ index, event: { bot } }) =>
    bot === null
      ? []
      : [
          {
            index,
            reason: bot,
            message: `events[${index}]: kept, but it counts for nothing: ${WHY[bot]}`,
          },
        ],
  )
}

/** Chosen: enough to see what somebody tried, and no more work for a crawler than for a visitor. */
const SHOWN_AN_HOUR = 100

/** Whether one more of a site's such events may be listed: so many in an hour, however many come.
 *  @returns counts each time that it is asked */
export function createBotAllowance(now: () => UnixMs): (site: string) => boolean {
  const shown = new Map<string, number>()
  let hour = 0
  return (site) => {
    const present = Math.floor(now() / HOUR)
    if (present !== hour) shown.clear()
    hour = present
    const count = shown.get(site) ?? 0
    shown.set(site, count + 1)
    return count < SHOWN_AN_HOUR
  }
}
