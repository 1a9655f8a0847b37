import { resolve } from 'node:path'
import { fillIn, type SnippetFile, type TrackerSettings } from '@koopsignaal/protocol'
import { type OutputChunk, type OutputOptions, rollup } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'

const root = resolve(import.meta.dirname, '../..')

/** The variants that the build makes. */
export type Variant = SnippetFile

/** Builds one file of the packages from its source as `npm run build` does, without writing it.
 *  @param file  as rollup.config.mjs names it
 *  @throws Error when no entry makes it */
export async function buildFile(file: string): Promise<string> {
  const { options } = await loadConfigFile(resolve(root, 'rollup.config.mjs'), {})
  for (const entry of options) {
    const outputs = [entry.output as OutputOptions | OutputOptions[]].flat()
    const wanted = outputs.find((output) => output.file === file)
    if (!wanted) continue
    const bundle = await rollup(entry)
    const { output } = await bundle.generate(wanted)
    await bundle.close()
    return (output[0] as OutputChunk).code
  }
  throw new Error(`rollup.config.mjs does not build ${file}`)
}

/** @returns the text that a page loads for these settings; a site that is off loads a variant of its own */
export async function buildSnippet(
  variant: Variant = 'k.js',
): Promise<(settings: TrackerSettings) => string> {
  const code = await buildFile(`packages/tracker/dist/${variant}`)
  const off = variant === 'k.js' ? await buildFile('packages/tracker/dist/k.off.js') : code
  return (settings) => fillIn(settings.consent === 'off' ? off : code, settings)
}
