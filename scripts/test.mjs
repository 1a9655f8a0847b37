/** `npm test`: installs and builds what is missing, then lint, types and every test; the last line counts them all. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { prepare, root } from './prepare.mjs'

const node = prepare()
const bin = join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
const results = mkdtempSync(join(tmpdir(), 'koopsignaal-test-'))
const report = join(results, 'report.json')

/** Runs a tool of the project on the project's Node.
 *  @returns whether it succeeded */
function tool(path, ...args) {
  const { status } = spawnSync(node, [join(root, 'node_modules', path), ...args], {
    cwd: root,
    stdio: 'inherit',
    env,
  })
  return status === 0
}

const checks = [tool('@biomejs/biome/bin/biome', 'check', '.'), tool('typescript/bin/tsc', '--noEmit')]
tool(
  'vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
)

const { passed, failed } = existsSync(report)
  ? count(JSON.parse(readFileSync(report, 'utf8')))
  : { passed: 0, failed: 1 }
rmSync(results, { recursive: true })
const allFailed = failed + checks.filter((ok) => !ok).length
console.log(`${passed + checks.filter(Boolean).length} passed, ${allFailed} failed`)
process.exitCode = allFailed === 0 && passed > 0 ? 0 : 1

/** A file that could not even be loaded has no tests in the report: it counts as one failure. */
function count({ numPassedTests, numFailedTests, testResults }) {
  const unloadable = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length }
}
