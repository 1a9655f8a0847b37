import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps every version of the snippet that a page may hold a hash of, so that an upgrade breaks no tag with an integrity
 *  attribute. One small file per site and version, in the data folder. */
export interface ScriptArchive {
  keep(site: string, hash: string, script: Buffer): void
  /** @returns null when this version was never handed out here */
  find(site: string, hash: string): Buffer | null
}

/** @param dataDir  where the collector keeps its data */
export function createScriptArchive(dataDir: string): ScriptArchive {
  const folder = join(dataDir, 'scripts')
  const kept = new Set<string>()
  return {
    keep(site, hash, script) {
      const name = `${site}.${hash}.js`
      if (kept.has(name)) return
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(join(folder, `${name}.new`), script, { mode: 0o600 })
      renameSync(join(folder, `${name}.new`), join(folder, name))
      kept.add(name)
    },
    find(site, hash) {
      try {
        return readFileSync(join(folder, `${site}.${hash}.js`))
      } catch {
        return null
      }
    },
  }
}
