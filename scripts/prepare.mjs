/** Installs and builds what is missing, and nothing else; runs on any Node from 16 on, because it is what brings the right one.
 *  Quick when all is there: one look at the lockfile and at the times of the sources. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamps = join(modules, '.koopsignaal')
const OLDEST_NODE = [22, 12]

/** The Node that the project runs on: the one that the lockfile brings, else the user's own.
 *  Ends the process with one sentence when that is too old. */
export function findNode() {
  const own = join(modules, '.bin', 'node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return process.execPath
  stop(
    `Koopsignaal needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and try again.`,
  )
}

/** @param what  'run': as a server needs it; 'test': with the development dependencies */
export function prepare() {
  install()
  const node = findNode()
  build(node)
  return node
}

function install() {
  const wanted = hash(['package-lock.json', 'package.json'].map((file) => join(root, file)))
  if (stamp('installed') === wanted) return
  say('Installing the dependencies (once) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' })
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, 'installed'), wanted)
}

function build(node) {
  const sources = [
    ...['rollup.config.mjs', 'tsconfig.json', 'package-lock.json'].map((file) => join(root, file)),
    ...filesIn(join(root, 'packages')),
  ]
  const newest = `${sources.length} ${Math.max(...sources.map((file) => statSync(file).mtimeMs))}`
  const outputs = [
    ...['k', 'k.off', 'k.offline', 'k.off.offline', 'k.core', 'consent'].map(
      (name) => `tracker/dist/${name}.js`,
    ),
    'tracker/dist/package/index.js',
    'client/dist/index.js',
    'collector/dist/koopsignaal.js',
    'collector/dist/thread.js',
    'dashboard/dist/index.html',
  ]
  const isThere = outputs.every((file) => existsSync(join(root, 'packages', file)))
  if (isThere && stamp('built') === newest) return
  say('Building …')
  run(node, [join(modules, 'rollup', 'dist', 'bin', 'rollup'), '-c', '--silent'])
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, 'built'), newest)
}

function filesIn(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'dist' || entry.name === 'node_modules') return []
    const path = join(dir, entry.name)
    return entry.isDirectory() ? filesIn(path) : entry.name.endsWith('.test.ts') ? [] : [path]
  })
}

function hash(files) {
  const sum = createHash('sha256')
  for (const file of files) sum.update(readFileSync(file))
  return sum.digest('hex')
}

function stamp(name) {
  const file = join(stamps, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (status !== 0) stop(`${command} ${args[0]} failed${error ? `: ${error.message}` : ''}; see above.`)
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function stop(line) {
  say(line)
  process.exit(1)
}
