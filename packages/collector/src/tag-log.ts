import type { UnixMs } from '@koopsignaal/protocol'

/** Who asked for a site's snippet, since the collector started. In memory: browsers keep the snippet for an hour, so that this says
 *  whether the tag is found, and never how often pages are looked at. */
export interface TagLog {
  readonly since: UnixMs
  /** @param host  of the page that asked; null when it does not say */
  record(site: string, host: string | null, at: UnixMs): void
  /** Hosts with the moment they asked last, the latest first; null is a page that did not say. */
  of(site: string): readonly { readonly host: string | null; readonly at: UnixMs }[]
}

/** Hosts remembered a site; the one unheard of for longest is forgotten first. */
const MOST_HOSTS = 50

export function createTagLog(since: UnixMs): TagLog {
  const sites = new Map<string, Map<string | null, UnixMs>>()
  return {
    since,
    record(site, host, at) {
      const hosts = sites.get(site) ?? new Map<string | null, UnixMs>()
      sites.set(site, hosts)
      // To the end: the first is the one unheard of for longest.
      hosts.delete(host)
      hosts.set(host, at)
      if (hosts.size > MOST_HOSTS) hosts.delete(hosts.keys().next().value!)
    },
    of: (site) => [...(sites.get(site) ?? [])].map(([host, at]) => ({ host, at })).reverse(),
  }
}
