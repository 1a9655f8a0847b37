import { resolve } from 'node:path'
import { SETTINGS_PLACEHOLDER, type TrackerSettings, toArguments } from '@koopsignaal/protocol'
import { type OutputChunk, type OutputOptions, rollup } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'

const root = resolve(import.meta.dirname, '../..')

/** Builds the snippet from its source as `npm run build` does, without writing it.
 *  @returns the text that a page loads for these settings */
export async function buildSnippet(): Promise<(settings: TrackerSettings) => string> {
  const { options } = await loadConfigFile(resolve(root, 'rollup.config.mjs'), {})
  const entry = options.find(({ input }) => JSON.stringify(input).includes('packages/tracker/'))
  if (!entry) throw new Error('rollup.config.mjs has no entry for packages/tracker')
  const bundle = await rollup(entry)
  const { output } = await bundle.generate(([entry.output].flat() as OutputOptions[])[0]!)
  await bundle.close()
  const { code } = output[0] as OutputChunk
  return (settings) => code.replace(SETTINGS_PLACEHOLDER, () => toArguments(settings))
}
