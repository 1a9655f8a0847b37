import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { StartError } from '../errors.ts'

/** A path from the root of the project: the bundle stands in packages/collector/dist, this file in packages/collector/src/cli. */
export function fromRoot(path: string): string {
  const levels = import.meta.url.includes('/src/') ? '../../../../' : '../../../'
  return fileURLToPath(new URL(levels + path, import.meta.url))
}

/** @throws StartError when it has not been built */
export function builtFolder(name: 'tracker' | 'dashboard'): string {
  const folder = fromRoot(`packages/${name}/dist`)
  if (!existsSync(folder)) throw new StartError(`packages/${name}/dist is missing. Run: npm run build`)
  return folder
}
