import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runProcess } from './faults/collector-process.ts'

/** `npm start` and `npx koopsignaal`: the launcher in a checkout of stand-ins, so that nothing is installed or built here. */

const scripts = resolve(import.meta.dirname, '../scripts')

/** Stands for the collector: says what it was given, waits when asked to. */
const COLLECTOR = `
import { writeFileSync } from 'node:fs'
const [command, value] = process.argv.slice(2)
console.log('node of the project: ' + process.env.VIA)
if (command === 'env') console.log(process.env[value])
if (command === 'exit') process.exit(Number(value))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => { console.log('got ' + signal); process.exit(7) })
process.on('disconnect', () => { writeFileSync(value, 'alone'); process.exit(0) })
console.log('waiting')
`

interface Checkout {
  readonly root: string
  /** What was called besides the collector: 'npm ci …', 'rollup …'. */
  readonly calls: () => readonly string[]
  readonly launch: (...args: readonly string[]) => ReturnType<typeof runProcess>
}

function checkout(): Checkout {
  const root = mkdtempSync(join(tmpdir(), 'koopsignaal-checkout-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const put = (path: string, content: string, mode = 0o644) => {
    const file = join(root, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, content)
    chmodSync(file, mode)
  }
  const log = join(root, 'calls')
  mkdirSync(join(root, 'scripts'))
  for (const name of ['koopsignaal.mjs', 'prepare.mjs', 'allocator.mjs'])
    copyFileSync(join(scripts, name), join(root, 'scripts', name))
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json']) put(name, '{}')
  put('rollup.config.mjs', '')
  put('packages/collector/dist/koopsignaal.js', COLLECTOR)
  put('packages/collector/dist/thread.js', '')
  put('packages/collector/package.json', '{"type":"module"}')
  for (const name of ['k', 'k.off', 'k.offline', 'k.off.offline', 'k.core', 'consent'])
    put(`packages/tracker/dist/${name}.js`, '')
  for (const name of ['tracker/dist/package', 'client/dist']) put(`packages/${name}/index.js`, '')
  put('packages/dashboard/dist/index.html', '')
  put('bin/npm', `#!/bin/sh\necho "npm $*" >> "${log}"\n`, 0o755)
  put(
    'node_modules/rollup/dist/bin/rollup',
    `require('node:fs').appendFileSync(${JSON.stringify(log)}, 'rollup ' + process.argv.slice(2).join(' ') + '\\n')`,
  )
  // The project's own Node, as the lockfile brings it.
  put('node_modules/.bin/node', `#!/bin/sh\nVIA=own exec "${process.execPath}" "$@"\n`, 0o755)
  return {
    root,
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
    launch: (...args) =>
      runProcess([join(root, 'scripts/koopsignaal.mjs'), ...args], {
        PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}`,
      }),
  }
}

describe('the launcher', () => {
  it('installs and builds what is missing, once', async () => {
    const { launch, calls } = checkout()
    expect((await launch('exit', '0').exited).code).toBe(0)
    expect(calls()).toEqual([expect.stringMatching(/^npm ci /), expect.stringMatching(/^rollup -c/)])
    await launch('exit', '0').exited
    expect(calls()).toHaveLength(2)
  })

  it('installs again when the lockfile has changed', async () => {
    const { root, launch, calls } = checkout()
    await launch('exit', '0').exited
    writeFileSync(join(root, 'package-lock.json'), '{"changed":true}')
    await launch('exit', '0').exited
    expect(calls().filter((call) => call.startsWith('npm'))).toHaveLength(2)
  })

  it('runs the command on the Node of the project and keeps its output clean', async () => {
    const { launch } = checkout()
    const { stdout, stderr } = await launch('exit', '0').exited
    expect(stdout).toBe('node of the project: own\n')
    expect(stderr).toMatch(/^Installing .*\nBuilding .*\n$/)
  })

  it('has the allocator give back what large sites leave behind, unless its owner knows better', async () => {
    const launched = async () => {
      const { child, printed } = checkout().launch('env', 'MALLOC_MMAP_THRESHOLD_')
      await vi.waitFor(() => expect(printed()).toContain('waiting'), { timeout: 20_000 })
      child.kill('SIGTERM')
      return printed().split('\n')[1]
    }
    expect(await launched()).toBe('262144')
    vi.stubEnv('MALLOC_MMAP_THRESHOLD_', '131072')
    expect(await launched()).toBe('131072')
    vi.unstubAllEnvs()
  })

  it.each([0, 1, 2])('passes the exit code %i on', async (code) => {
    expect((await checkout().launch('exit', String(code)).exited).code).toBe(code)
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes %s on and waits for the answer',
    async (signal) => {
      const { child, printed, exited } = checkout().launch('wait')
      await vi.waitFor(() => expect(printed()).toContain('waiting'), { timeout: 20_000 })
      child.kill(signal)
      const exit = await exited
      expect(exit.stdout).toContain(`got ${signal}`)
      expect(exit.code).toBe(7)
    },
  )

  it('leaves no collector behind when it is killed itself', async () => {
    const { root, launch } = checkout()
    const alone = join(root, 'alone')
    const { child, printed, exited } = launch('wait', alone)
    await vi.waitFor(() => expect(printed()).toContain('waiting'), { timeout: 20_000 })
    child.kill('SIGKILL')
    await exited
    await vi.waitFor(() => expect(existsSync(alone)).toBe(true), { timeout: 20_000 })
  })

  it('says so when the installation fails, and does not start', async () => {
    const { root, launch } = checkout()
    writeFileSync(join(root, 'bin/npm'), '#!/bin/sh\nexit 3\n')
    const { code, stdout, stderr } = await launch('exit', '0').exited
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/npm ci failed; see above\.\n$/)
  })
})
