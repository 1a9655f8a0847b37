import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

/** What a result was measured on, as lines for its file. */
export function describeMachine(packages: readonly string[]): readonly string[] {
  const [cpu] = cpus()
  const versions = packages.map(
    (name) => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`,
  )
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const dirty = git('status', '--porcelain', '--', 'packages') === '' ? '' : ' with uncommitted changes'
  return [
    `- date: ${new Date().toISOString()}`,
    `- machine: ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}; shared with other work`,
    `- ${[`Node ${process.versions.node}`, ...versions].join(', ')}`,
    `- commit: ${git('rev-parse', '--short', 'HEAD')}${dirty}`,
  ]
}

/** Keeps a result as bench/results/<day>-<what>.md, in the place of an earlier one of that day.
 *  @returns the name of the file */
export function keepResult(what: string, lines: readonly string[]): string {
  const name = `${new Date().toISOString().slice(0, 10)}-${what}.md`
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `${lines.join('\n').trim()}\n`)
  return name
}
