import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { fillIn, type SnippetFile, type TrackerSettings } from '@koopsignaal/protocol'
import type { Site } from './storage/store.ts'

/** The snippet of one site, ready to send. */
export interface TrackerScript {
  readonly plain: Buffer
  readonly br: Buffer
  readonly gzip: Buffer
  /** 16 characters that change when the content does; stands in `/k/<site>.<hash>.js`. */
  readonly hash: string
  /** For `<script integrity>`. */
  readonly integrity: string
}

/** The built file that a site's tag loads. The small one keeps nothing and asks nothing, and says nothing of consent: a site that
 *  sends nothing until it may, or only counts, needs more. */
function fileOf({ variant, consent, delivery }: Site): SnippetFile {
  const isOffline = delivery === 'offline'
  if (consent === 'off') return isOffline ? 'k.off.offline.js' : 'k.off.js'
  if (variant === 'core' && consent === 'cookieless') return 'k.core.js'
  return isOffline ? 'k.offline.js' : 'k.js'
}

/** What the snippet of a site must know; the small one has no id that anybody could keep. */
function settingsOf(
  { id, consent, hashRouting, queryRouting, cookie, domains }: Site,
  file: SnippetFile,
): TrackerSettings {
  const settings = { site: id, consent, hashRouting, queryRouting }
  return cookie === 'server' && file !== 'k.core.js' ? { ...settings, cookieDomains: domains } : settings
}

/** Puts a site's settings into the built snippet; compressed once per site and settings.
 *  @param read  reads a built file, with the names of the settings in it
 *  @throws Error when there are none: it is not the built snippet */
export function createTrackerScripts(read: (file: SnippetFile) => string): (site: Site) => TrackerScript {
  const templates = new Map<SnippetFile, string>()
  const scripts = new Map<string, TrackerScript>()

  return (site) => {
    const file = fileOf(site)
    const settings = settingsOf(site, file)
    const template = templates.get(file) ?? read(file)
    templates.set(file, template)
    const name = JSON.stringify([file, settings])
    const script = scripts.get(name) ?? toScript(Buffer.from(fillIn(template, settings)))
    scripts.set(name, script)
    return script
  }
}

/** Compresses a snippet and names it by its content. */
export function toScript(plain: Buffer): TrackerScript {
  return {
    plain,
    br: brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
    gzip: gzipSync(plain, { level: 9 }),
    hash: createHash('sha256').update(plain).digest('hex').slice(0, 16),
    integrity: `sha384-${createHash('sha384').update(plain).digest('base64')}`,
  }
}
