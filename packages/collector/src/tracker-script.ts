import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { SETTINGS_PLACEHOLDER, toArguments } from '@koopsignaal/protocol'
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

/** Puts a site's settings into the built snippet; compressed once per site and settings.
 *  @param template  the built snippet with one placeholder
 *  @throws Error when the template has no placeholder: it is not the built snippet */
export function createTrackerScripts(template: string): (site: Site) => TrackerScript {
  if (template.split(SETTINGS_PLACEHOLDER).length !== 2) {
    throw new Error(`the snippet must contain ${SETTINGS_PLACEHOLDER} exactly once`)
  }
  const scripts = new Map<string, TrackerScript>()
  return (site) => {
    const { id, consent, hashRouting, queryRouting } = site
    const settings = toArguments({ site: id, consent, hashRouting, queryRouting })
    let script = scripts.get(settings)
    if (script === undefined) {
      script = toScript(Buffer.from(template.replace(SETTINGS_PLACEHOLDER, () => settings)))
      scripts.set(settings, script)
    }
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
