import type { ConsentMode, WireEnvelope } from '@koopsignaal/protocol'
import type { Site } from '../storage/store.ts'
import type { Sender } from './receive.ts'

/** Who a batch's visitor is: a consented id, the day's hash, or nobody. */
export type Identity =
  | { readonly consent: 'granted' | 'cookieless'; readonly visitor: string }
  | { readonly consent: 'count'; readonly visitor: null }
  | { readonly consent: 'off' }

/** Gives the day's hash of a visitor; see identity/day-hash.ts. */
export type DayHash = (who: { site: string; ip: string; userAgent: string; at: number }) => string

/** Decides how far a visitor may be recognised: never further than the batch says, the visitor's browser asks (GPC, DNT) and
 *  the site is set to. */
export function identify(
  envelope: WireEnvelope,
  site: Site,
  sender: Sender,
  at: number,
  dayHash: DayHash,
): Identity {
  const mode = allowedMode(envelope, site, sender)
  if (mode === 'off') return { consent: 'off' }
  if (mode === 'count') return { consent: 'count', visitor: null }
  if (mode === 'granted' && envelope.visitor !== undefined) {
    return { consent: 'granted', visitor: envelope.visitor }
  }
  const address = whose(envelope, sender)
  // A server that sends for nobody in particular: all its visitors would share the server's own hash.
  if (address === null) return { consent: 'count', visitor: null }
  return { consent: 'cookieless', visitor: dayHash({ site: site.id, at, ...address }) }
}

function allowedMode(envelope: WireEnvelope, site: Site, sender: Sender): ConsentMode {
  const said = envelope.consent ?? (envelope.visitor !== undefined && sender.owner ? 'granted' : site.consent)
  if (said === 'off') return 'off'
  if (said === 'denied' || said === 'withdrawn' || said === 'count') return 'count'
  if (sender.optedOut && !sender.owner) return 'count'
  // Without a choice of the visitor the site's own setting is the limit.
  return said === 'cookieless' && site.consent !== 'cookieless' ? site.consent : said
}

function whose(envelope: WireEnvelope, sender: Sender): { ip: string; userAgent: string } | null {
  if (!sender.owner) return { ip: sender.ip, userAgent: sender.userAgent ?? '' }
  if (envelope.ip === undefined) return null
  return { ip: envelope.ip, userAgent: envelope.userAgent ?? '' }
}
