/** `npm run bench:size`: builds the snippet and writes down what each variant weighs, beside others' trackers. */
import type { TrackerSettings } from '@koopsignaal/protocol'
import { ORDINARY_SITE, sizeOf } from '../test/support/size.ts'
import { buildSnippet, type Variant } from '../test/support/snippet.ts'
import { describeMachine, keepResult } from './machine.ts'

interface Weight {
  readonly name: string
  readonly raw: number
  readonly gzip: number
  readonly brotli: number
  readonly inside: string
}

const VARIANTS: readonly {
  readonly variant: Variant
  /** What a site has chosen beside. */
  readonly chosen?: Partial<TrackerSettings>
  readonly inside: string
}[] = [
  {
    variant: 'k.js',
    inside:
      'views (SPA, back/forward cache, prerender), engaged time, scroll depth, clicks, contact, downloads, outbound, forms, consent, segment, me, retries',
  },
  { variant: 'k.off.js', inside: 'the same, for sites that send nothing until the visitor agrees' },
  {
    variant: 'k.js',
    chosen: { cookieDomains: ['example.nl'] },
    inside: 'as k.js, for a site whose collector keeps the id too (cookie: server)',
  },
  { variant: 'k.offline.js', inside: 'as k.js, and a queue on the device for who agreed; beacons' },
  { variant: 'k.off.offline.js', inside: 'as k.off.js, and the same queue; beacons' },
  { variant: 'k.core.js', inside: 'views (SPA, back/forward cache, prerender), engaged time, CTA clicks' },
]

/** Measured in autumn 2026 from the projects' published or built files, minified, with the same gzip -9 and brotli 11; not
 *  measured again by this script. */
const OTHERS: readonly Weight[] = [
  { name: 'Medama default', raw: 1_503, gzip: 764, brotli: 613, inside: 'views, SPA, time' },
  { name: 'Medama click and page events', raw: 2_091, gzip: 1_012, brotli: 831, inside: 'and clicks' },
  { name: 'GoatCounter', raw: 5_646, gzip: 2_188, brotli: 1_845, inside: 'views, clicks; no SPA' },
  { name: 'Umami 3.1.0', raw: 4_595, gzip: 2_224, brotli: 1_963, inside: 'views, SPA, events by attribute' },
  { name: 'Plausible 0.4.6', raw: 6_434, gzip: 2_670, brotli: 2_355, inside: 'all its features' },
  { name: 'OpenPanel op1.js', raw: 8_929, gzip: 3_262, brotli: 2_912, inside: 'views, outbound, queue' },
  { name: 'Matomo (2024)', raw: 67_474, gzip: 21_998, brotli: 19_064, inside: 'everything' },
  { name: 'PostHog array.js', raw: 379_782, gzip: 122_168, brotli: 102_457, inside: 'everything' },
]

const row = ({ name, raw, gzip, brotli, inside }: Weight) =>
  `| ${name} | ${[raw, gzip, brotli].map((bytes) => bytes.toLocaleString('en')).join(' | ')} | ${inside} |`

const ours: Weight[] = []
for (const { variant, chosen, inside } of VARIANTS) {
  const snippet = await buildSnippet(variant)
  const settings = variant.startsWith('k.off.')
    ? { ...ORDINARY_SITE, consent: 'off' as const }
    : ORDINARY_SITE
  const name = `**Koopsignaal ${variant}**${chosen ? ', cookie: server' : ''}`
  ours.push({ name, ...sizeOf(snippet({ ...settings, ...chosen })), inside })
}
const lines = [
  '# What the snippet weighs',
  '',
  ...describeMachine(['rollup', 'terser']),
  '- ours: built from source as `npm run build` does, the settings of an ordinary site filled in, gzip 9, brotli 11; bytes',
  '- others: measured in autumn 2026 from their published or built files, minified, in the same way; not measured again here',
  '- the aims are 1,000 bytes of brotli for k.js and 500 for k.core.js; docs/decisions/0007 says what was decided for them',
  '',
  '| | raw | gzip | brotli | what is inside |',
  '|---|---:|---:|---:|---|',
  ...[...ours, ...OTHERS].map(row),
]
keepResult('tracker-size', lines)
console.log(lines.join('\n'))
