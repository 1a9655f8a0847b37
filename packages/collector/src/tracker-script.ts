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

/** The built file that a site's tag loads. The small one keeps nothing and asks nothing: a site that sends nothing until it is
 *  allowed to needs the whole one. */
function fileOf({ variant, consent }: Site): 'k.js' | 'k.core.js' {
  return variant === 'core' && consent !== 'off' ? 'k.core.js' : 'k.js'
}

/** Puts a site's settings into the built snippet; compressed once per site and settings.
 *  @param read  reads a built file, with one placeholder in it
 *  @throws Error when there is none: it is not the built snippet */
export function createTrackerScripts(
  read: (file: 'k.js' | 'k.core.js') => string,
): (site: Site) => TrackerScript {
  const templates = new Map<string, string>()
  const scripts = new Map<string, TrackerScript>()

  const templateOf = (file: 'k.js' | 'k.core.js'): string => {
    const known = templates.get(file)
    if (known !== undefined) return known
    const template = read(file)
    if (template.split(SETTINGS_PLACEHOLDER).length !== 2) {
      throw new Error(`the snippet ${file} must contain ${SETTINGS_PLACEHOLDER} exactly once`)
    }
    templates.set(file, template)
    return template
  }

  return (site) => {
    const { id, consent, hashRouting, queryRouting } = site
    const file = fileOf(site)
    const settings = toArguments({ site: id, consent, hashRouting, queryRouting })
    const name = `${file} ${settings}`
    let script = scripts.get(name)
    if (script === undefined) {
      script = toScript(Buffer.from(templateOf(file).replace(SETTINGS_PLACEHOLDER, () => settings)))
      scripts.set(name, script)
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
