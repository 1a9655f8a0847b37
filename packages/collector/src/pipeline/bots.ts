import type { BotReason } from '@koopsignaal/protocol'
import { isbot } from 'isbot'
import { MAX_USER_AGENT } from './device.ts'
import { hostOf, isHostIn } from './hosts.ts'
import { MORE_BOTS } from './lists/bots.ts'
import { REFERRER_SPAM } from './lists/referrer-spam.ts'
import { memo } from './memo.ts'

/** What a request tells about who sent it. */
export interface Sender {
  readonly userAgent: string | null
  /** The browser itself says that a program drives it (`navigator.webdriver`). */
  readonly webdriver: boolean
  /** The page view's referrer, as sent. */
  readonly referrer: string | null
}

/** Why an event is taken to come from a program; one reason each, the surest first. Deliberately blind to behaviour: a
 *  fast or odd visitor is still a visitor.
 *  @returns null for everything that may be a person
 *  @example botReason({ userAgent: 'curl/8.14.1', webdriver: false, referrer: null }) // 'user_agent' */
export function botReason({ userAgent, webdriver, referrer }: Sender): BotReason | null {
  if (userAgent === null || userAgent.trim() === '') return 'no_user_agent'
  if (namesProgram(userAgent.slice(0, MAX_USER_AGENT)).yes) return 'user_agent'
  if (webdriver) return 'webdriver'
  const host = hostOf(referrer)
  return host !== null && isHostIn(host, REFERRER_SPAM) ? 'referrer_spam' : null
}

/** A site's visitors share few user agents, and the patterns are long. */
const REMEMBERED = 2_000

const namesProgram = memo(
  (userAgent): { readonly yes: boolean } => ({ yes: isbot(userAgent) || MORE_BOTS.test(userAgent) }),
  REMEMBERED,
)
