import { CONSENT_MODES, type ConsentMode, type WireConsent, type WireEnvelope } from '@koopsignaal/protocol'
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

/** Whose rows a batch has erased: a visitor who takes consent back, or says no after a yes. Null when it does not, or names
 *  nobody. */
export function takenBackBy({ consent, visitor }: WireEnvelope): string | null {
  return isNo(consent) ? (visitor ?? null) : null
}

function isNo(consent: WireConsent | undefined): consent is 'denied' | 'withdrawn' {
  return consent === 'denied' || consent === 'withdrawn'
}

function allowedMode(envelope: WireEnvelope, site: Site, sender: Sender): ConsentMode {
  const said = saidMode(envelope, site, sender)
  if (sender.optedOut && !sender.owner) return least(said, 'count', site.consent)
  // Only a yes goes beyond the site's own setting; a no never allows more than saying nothing.
  return said === 'granted' ? said : least(said, site.consent)
}

function saidMode({ consent, visitor }: WireEnvelope, site: Site, sender: Sender): ConsentMode {
  if (consent === undefined) return visitor !== undefined && sender.owner ? 'granted' : site.consent
  if (isNo(consent)) return 'count'
  // A yes without an id recognises nobody.
  return consent === 'granted' && visitor === undefined ? 'cookieless' : consent
}

function least(...modes: readonly ConsentMode[]): ConsentMode {
  return CONSENT_MODES.find((mode) => modes.includes(mode))!
}

function whose(envelope: WireEnvelope, sender: Sender): { ip: string; userAgent: string } | null {
  if (!sender.owner) return { ip: sender.ip, userAgent: sender.userAgent ?? '' }
  if (envelope.ip === undefined) return null
  return { ip: envelope.ip, userAgent: envelope.userAgent ?? '' }
}
