import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** What every test browser gets: no sandbox (containers), no graphics card, and no traffic of its own to the outside. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  // Nothing but loopback has an address.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
]

/** A real Chromium. On linux-x64 it comes with the dev dependencies; elsewhere `CHROMIUM_PATH`, or else an installed Chrome.
 *  @param options.args               flags beside the usual ones
 *  @param options.ignoreDefaultArgs  flags of Playwright to leave out, such as the one that switches the back/forward cache off */
export async function launchChromium(
  options: Pick<LaunchOptions, 'args' | 'ignoreDefaultArgs'> = {},
): Promise<Browser> {
  const launch = { ...options, args: [...FLAGS, ...(options.args ?? [])] }
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH) return chromium.launch({ ...launch, executablePath: CHROMIUM_PATH })
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return chromium.launch({ ...launch, channel: 'chrome' })
  const folder = await unpackedChromium()
  return chromium.launch({
    ...launch,
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, ...libraries(folder) },
  })
}

/** Chromium does not start without libnss3; where it is missing the package's own libraries are unpacked too. */
const lacksLibraries = () => {
  try {
    return !execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).includes('libnss3.so')
  } catch {
    return true
  }
}

const libraries = (folder: string): Record<string, string> =>
  existsSync(join(folder, 'al2023'))
    ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') }
    : {}

/** The folder with the unpacked browser. It is unpacked aside and moved into place whole: test files run side by side, and
 *  half a browser does not start. */
async function unpackedChromium(): Promise<string> {
  const root = resolve(import.meta.dirname, '../..')
  const cache = join(root, 'node_modules/.cache')
  const packed = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(join(packed, '../../package.json'), 'utf8')) as {
    version: string
  }
  const bare = lacksLibraries()
  const folder = join(cache, `chromium-${version}${bare ? '-with-libraries' : ''}`)
  if (existsSync(folder)) return folder

  mkdirSync(cache, { recursive: true })
  const aside = mkdtempSync(join(cache, 'chromium-unpacking-'))
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env
  // Both are read by the package: where to unpack, and whether the libraries are wanted too.
  process.env.TMPDIR = aside
  if (bare) process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'
  try {
    const { default: bundled } = await import('@sparticuz/chromium')
    await bundled.executablePath()
    if (bare) pointFontsAt(aside, folder)
    if (!existsSync(folder)) renameSync(aside, folder)
  } catch (error) {
    // Another test file may have been first.
    if (!existsSync(folder)) throw error
  } finally {
    restore('TMPDIR', TMPDIR)
    restore('AWS_EXECUTION_ENV', AWS_EXECUTION_ENV)
    rmSync(aside, { recursive: true, force: true })
  }
  return folder
}

/** The package's font settings name a fixed folder; without fonts Chromium aborts on the first text field. */
function pointFontsAt(unpacked: string, folder: string): void {
  const settings = join(unpacked, 'fonts', 'fonts.conf')
  if (!existsSync(settings)) return
  writeFileSync(settings, readFileSync(settings, 'utf8').replaceAll('/tmp/fonts', join(folder, 'fonts')))
}

const restore = (name: string, value: string | undefined) => {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}
