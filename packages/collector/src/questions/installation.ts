import {
  DAY,
  type InstallationAnswer,
  type Language,
  tagAfterLoadOf,
  tagOf,
  type UnixMs,
} from '@koopsignaal/protocol'
import { BOT } from '../bot-notes.ts'
import type { Site, Store } from '../storage/store.ts'
import type { TagLog } from '../tag-log.ts'
import type { TrackerScript } from '../tracker-script.ts'
import { findingsOf } from './installation-findings.ts'
import { iso } from './iso.ts'

export interface InstallationParts {
  readonly store: Store
  readonly site: Site
  readonly tagLog: TagLog
  readonly script: TrackerScript
  /** Where the collector is reached: 'https://koop.example.nl'. */
  readonly url: string
  /** Whether a host belongs to the site. */
  readonly isOwn: (host: string) => boolean
}

/** How the tag is doing: is it found, do events arrive, which are dropped and why. */
export async function askInstallation(
  { store, site, tagLog, script, url, isOwn }: InstallationParts,
  now: UnixMs,
  language: Language,
): Promise<InstallationAnswer> {
  const [lastAt, activity, drops] = await Promise.all([
    store.lastEventAt(site.id),
    store.activity(site.id, now - DAY),
    store.dropCounts(site.id),
  ])
  const asked = tagLog.of(site.id)
  const told: Omit<InstallationAnswer, 'findings'> = {
    at: iso(now),
    tag: {
      since: iso(tagLog.since),
      lastAskedAt: asked[0] === undefined ? null : iso(asked[0].at),
      hosts: asked.flatMap(({ host, at }) =>
        host === null ? [] : [{ host, lastAskedAt: iso(at), isOwn: isOwn(host) }],
      ),
    },
    events: {
      lastAt: lastAt === null ? null : iso(lastAt),
      lastDay: {
        total: activity.types.reduce((sum, { count }) => sum + count, 0),
        bots: activity.bots,
        types: activity.types
          .map(({ type, count, lastAt }) => ({ type, count, lastAt: iso(lastAt) }))
          .toSorted((a, b) => b.count - a.count),
        hosts: activity.hosts.map(({ host, count, lastAt }) => ({ host, count, lastAt: iso(lastAt) })),
      },
    },
    // What a program sent was kept; how much that is stands above.
    drops: drops
      .filter(({ reason }) => reason !== BOT)
      .map(({ reason, count, lastAt, message }) => ({
        reason,
        count,
        lastAt: iso(lastAt),
        message,
      })),
    snippet: {
      variant: site.variant,
      bytes: script.plain.length,
      brotliBytes: script.br.length,
      hash: script.hash,
      integrity: script.integrity,
      tag: tagOf(url, site.id),
      tagWithIntegrity: `<script async src="${url}/k/${site.id}.${script.hash}.js" integrity="${script.integrity}" crossorigin="anonymous"></script>`,
      tagAfterLoad: tagAfterLoadOf(url, site.id),
    },
    consent: site.consent,
  }
  return { ...told, findings: findingsOf(told, language) }
}
