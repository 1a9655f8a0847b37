import type { Channel, Source } from '@koopsignaal/protocol'
import { domainsOf, hostOf, isHostIn } from './hosts.ts'
import { CLICK_IDS } from './lists/click-ids.ts'
import { KNOWN_REFERRERS } from './lists/known-referrers.ts'
import { MEDIUMS } from './lists/mediums.ts'
import { OUR_CORNERS, OUR_REFERRERS, type OurReferrer, WAYSTATIONS } from './lists/our-referrers.ts'
import type { Utm } from './scrub.ts'

/** What a page view tells about where it came from. */
export interface Arrival {
  readonly utm: Utm
  readonly clickId: string | null
  /** As sent; any text. */
  readonly referrer: string | null
  /** The page's own host. */
  readonly siteHost: string
  /** The site's other domains. */
  readonly siteDomains: readonly string[]
}

/** Where a visit came from: the campaign's own words before the kind of click, the kind of click before the referrer.
 *  @returns null when the visitor was already here: a referrer of the site itself, or of a payment or log-in page, with
 *           no campaign; `direct` when there is nothing to go by
 *  @example toSource({ utm: {}, clickId: null, referrer: 'https://www.google.nl/', siteHost: 'x.nl', siteDomains: [] })
 *           // { channel: 'search', source: 'google', medium: null, campaign: null, term: null, content: null } */
export function toSource({ utm, clickId, referrer, siteHost, siteDomains }: Arrival): Source | null {
  const click = clickId === null ? null : (CLICK_IDS.find(({ parameter }) => parameter === clickId) ?? null)
  const host = hostOf(referrer)
  const isMarked = Object.keys(utm).length > 0 || click !== null
  const isInside = host !== null && (isOwn(host, siteHost, siteDomains) || isHostIn(host, WAYSTATIONS))
  if (isInside && !isMarked) return null

  const from = isInside || host === null ? null : fromReferrer(host, referrer!)
  const named = utm.source === undefined ? null : fromName(utm.source)
  const medium = utm.medium?.toLowerCase() ?? null
  return {
    channel: channelOf({ medium, named, click, from, isMarked }),
    source: named?.source ?? click?.source ?? from?.source ?? null,
    medium: isNothing(medium) ? null : medium,
    campaign: utm.campaign ?? null,
    term: utm.term ?? null,
    content: utm.content ?? null,
  }
}

interface Named {
  readonly channel: Channel | null
  readonly source: string | null
}

interface Clues {
  readonly medium: string | null
  readonly named: Named | null
  readonly click: OurReferrer | null
  readonly from: OurReferrer | null
  readonly isMarked: boolean
}

function channelOf({ medium, named, click, from, isMarked }: Clues): Channel {
  const said = medium === null ? null : (MEDIUMS.find(([pattern]) => pattern.test(medium))?.[1] ?? null)
  // Comparison sites are paid per click: that they compare tells more than that they cost money.
  if (named?.channel === 'comparison' && (said === 'ads' || said === null)) return 'comparison'
  // 'organic' and 'social' are also said of assistants and networks; the name is the more precise.
  if (said === 'search' && (named?.channel === 'ai' || named?.channel === 'social')) return named.channel
  if (said !== null) return said
  // A word that says nothing ('referral', 'link', 'qr') leaves it to what else is known.
  if (named?.channel === 'email' || named?.channel === 'ads') return named.channel
  if (click?.channel === 'ads') return 'ads'
  const told = named?.channel ?? click?.channel
  if (told) return told
  if (named?.source) return 'referral'
  const saysDirect = named !== null
  return from?.channel ?? (isMarked && !saysDirect ? 'referral' : 'direct')
}

function isNothing(word: string | null): boolean {
  return (
    word === null ||
    word === '' ||
    word === '(none)' ||
    word === 'none' ||
    word === '(not set)' ||
    word === 'direct'
  )
}

/** What somebody wrote in utm_source: a host, a short name, or a name of their own. */
function fromName(written: string): Named {
  const name = written.trim().toLowerCase()
  if (name === '(direct)' || isNothing(name)) return { channel: null, source: null }
  const host = hostOf(name.includes('://') ? name : `https://${name}`) ?? name
  const known = OUR_REFERRERS.get(name) ?? (host.includes('.') ? lookUp(host) : null)
  return known ?? { channel: null, source: host.includes('.') ? bare(host) : name }
}

function fromReferrer(host: string, referrer: string): OurReferrer {
  return corner(host, referrer) ?? lookUp(host) ?? { channel: 'referral', source: bare(host) }
}

function corner(host: string, referrer: string): OurReferrer | null {
  const [, first = ''] = /^[^/]*\/\/[^/?#]*\/([^/?#]*)/.exec(referrer.slice(0, 512)) ?? []
  return OUR_CORNERS.get(`${bare(host)}/${first.toLowerCase()}`) ?? null
}

function lookUp(host: string): OurReferrer | null {
  for (const domain of domainsOf(host)) {
    const ours = OUR_REFERRERS.get(domain)
    if (ours !== undefined) return ours
    const known = KNOWN_REFERRERS.get(domain)
    if (known === undefined) continue
    // docs.google.com is no search: only the spellings of a search engine's front door are.
    const isFrontDoor =
      domain === host || /^(?:www\d?|m|mobile|search|[a-z]{2})\.$/.test(host.slice(0, -domain.length))
    if (known.medium === 'search' && !isFrontDoor) return null
    if (known.medium === 'unknown') return null
    return {
      channel: known.medium === 'paid' ? 'ads' : known.medium,
      source: known.source.toLowerCase().replace(/!$/, ''),
    }
  }
  return null
}

function isOwn(host: string, siteHost: string, siteDomains: readonly string[]): boolean {
  return [siteHost, ...siteDomains].some((domain) => {
    const own = bare(domain.toLowerCase())
    return own !== '' && (host === own || host.endsWith(`.${own}`))
  })
}

function bare(host: string): string {
  return host.replace(/^www\./, '')
}
