import { resolve } from 'node:path'
import { SETTINGS_PLACEHOLDER, type TrackerSettings, toArguments } from '@koopsignaal/protocol'
import { type OutputChunk, type OutputOptions, rollup } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'

const root = resolve(import.meta.dirname, '../..')

/** The variants that the build makes. */
export type Variant = 'k.js' | 'k.core.js'

/** Builds the snippet from its source as `npm run build` does, without writing it.
 *  @returns the text that a page loads for these settings */
export async function buildSnippet(
  variant: Variant = 'k.js',
): Promise<(settings: TrackerSettings) => string> {
  const { options } = await loadConfigFile(resolve(root, 'rollup.config.mjs'), {})
  const isWanted = ({ file }: OutputOptions) => file === `packages/tracker/dist/${variant}`
  for (const entry of options) {
    const wanted = [entry.output as OutputOptions | OutputOptions[]].flat().find(isWanted)
    if (!wanted) continue
    const bundle = await rollup(entry)
    const { output } = await bundle.generate(wanted)
    await bundle.close()
    const { code } = output[0] as OutputChunk
    return (settings) => code.replace(SETTINGS_PLACEHOLDER, () => toArguments(settings))
  }
  throw new Error(`rollup.config.mjs does not build ${variant}`)
}
