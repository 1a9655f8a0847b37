import type { SiteAnswer } from '@koopsignaal/protocol'

/** The owner's sites before those of the demo, which only this machine can reach: who opens the desk comes for the former. Else as they were.
 *  @example ownFirst([demo, shop]) // [shop, demo] */
export function ownFirst(sites: readonly SiteAnswer[]): readonly SiteAnswer[] {
  return sites.toSorted((a, b) => Number(isDemo(a)) - Number(isDemo(b)))
}

const HERE = ['127.0.0.1', 'localhost']

const isDemo = ({ domains }: SiteAnswer): boolean => domains.every((domain) => HERE.includes(domain))
