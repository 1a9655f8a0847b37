import { domainToASCII } from 'node:url'
import { SITE_ID_PATTERN, type UnixMs } from '@koopsignaal/protocol'
import type { Site } from './storage/store.ts'

type Given = Pick<Site, 'id' | 'domains'> & Partial<Omit<Site, 'createdAt'>>

/** A site with the defaults for what is not given. Domains are kept as browsers send them: lower case, punycode. */
export function newSite(given: Given, now: UnixMs): Site {
  return {
    kind: 'shop',
    timeZone: 'Europe/Amsterdam',
    language: 'nl',
    consent: 'cookieless',
    hashRouting: false,
    queryRouting: false,
    variant: 'full',
    cookie: 'script',
    delivery: 'standard',
    topicRules: [],
    goals: [],
    model: null,
    ...given,
    domains: toDomains(given.domains),
    createdAt: now,
  }
}

/** What a site may be called. `/k/consent.js` is the adapters to consent tools.
 *  @example isSiteId('tuinblog') // true */
export function isSiteId(id: string): boolean {
  return SITE_ID_PATTERN.test(id) && id !== 'consent'
}

/** @example isDomain('tuïnblog.nl') // true */
export function isDomain(domain: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(domainToASCII(domain))
}

/** Domains as browsers send them.
 *  @example toDomains(['Tuinblog.NL']) // ['tuinblog.nl'] */
export function toDomains(given: readonly string[]): readonly string[] {
  return given.map((domain) => domainToASCII(domain) || domain.toLowerCase())
}
