import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { TrackerSettings } from '@koopsignaal/protocol'

/** The settings of an ordinary site. */
export const ORDINARY_SITE: TrackerSettings = {
  site: 'example',
  consent: 'cookieless',
  hashRouting: false,
  queryRouting: false,
}

/** What a text weighs in bytes, as it is and as it travels. */
export function sizeOf(text: string): { raw: number; gzip: number; brotli: number } {
  return {
    raw: Buffer.byteLength(text),
    gzip: gzipSync(text, { level: 9 }).length,
    brotli: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  }
}
