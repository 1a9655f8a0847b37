import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import nodeResolve from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The packages as an application gets them: packed, unpacked into a folder that has nothing else. */

const root = resolve(import.meta.dirname, '..')
const docs = readFileSync(join(root, 'docs/tag.md'), 'utf8')
const PACKAGES = ['tracker', 'client'] as const

/** An application that uses all that a package exports. */
const USES = {
  tracker: `
import {
  type AssessmentSummary, type ConsentChoice, type Conversion, consent, conversion, createTracker, cta, event, me, onSegment,
  type Phase, search, type Segment, type Tracker, type TrackerOptions,
} from '@koopsignaal/tracker'
const options: TrackerOptions = { site: 'example', endpoint: 'https://koop.example', nonce: 'abc' }
const koop: Tracker = createTracker(options)
const order: Conversion = { name: 'order', value: 129.95, currency: 'EUR', id: 'order-2026-0042' }
const choice: ConsentChoice = 'granted'
const segments: Segment[] = ['passant', 'zoeker', 'koper']
const phases: Phase[] = ['latent', 'bewust', 'visie', 'leverancier', 'deal']
let last: AssessmentSummary | undefined
const stop: () => void = onSegment((assessment) => {
  last = assessment
  const points: number = assessment.score
  segments.push(assessment.segment)
  phases.push(assessment.phase)
  console.log(points, assessment.confidence === 'high')
})
koop.conversion(order)
conversion({ name: 'quote' })
cta('offerte')
search({ query: 'drainage', results: 12 })
event('video_played', { percent: 50 })
consent(choice)
const all: Promise<unknown> = me()
stop()
console.log(last, all)
`,
  client: `
import {
  type Answer, type Asked, type Client, type ClientOptions, createClient, OPERATIONS, type OperationName, type Operations, Refusal,
} from '@koopsignaal/client'
const options: ClientOptions = { url: 'https://koop.example', token: 'abc', language: 'en', fetch }
const client: Client = createClient(options)
const asked: Asked<'getVisitors'> = { site: 'example', segment: ['zoeker', 'koper'], limit: 5 }
const answer: Answer<'getVisitors'> = await client.getVisitors(asked)
const scores: number[] = answer.visitors.map(({ score }) => score)
const name: OperationName = 'getSites'
const path: Operations['getVisitor']['path'] = { site: 'example', id: 'abc' }
await client.getVisitor(path).catch((error: unknown) => {
  if (error instanceof Refusal) console.log(error.status, error.code, scores)
})
console.log(OPERATIONS[name][1])
`,
}

/** Calls that an application must be told not to make. */
const WRONG = {
  tracker: [
    'koop.cta(1)',
    "koop.click('offerte')",
    "consent('maybe')",
    "conversion({ value: '12' })",
    "segments.push('anybody')",
    "event('video_played', { nested: {} })",
    "createTracker({ site: 'example' })",
    'onSegment(({ now }) => console.log(now))',
  ],
  client: [
    'await client.getVisitors()',
    "await client.getVisitors({ site: 'example', segment: ['anybody'] })",
    'await client.getEverything()',
    "createClient({ token: 'abc' })",
    'scores.push(answer.visitors[0]!.id)',
  ],
}

const RESOLUTIONS = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
}

let app: string
let packed: Readonly<Record<string, { readonly filename: string; readonly files: readonly string[] }>>
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'koopsignaal-application-'))
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }')
  packed = Object.fromEntries(PACKAGES.map((name) => [name, install(name)]))
})
afterAll(() => rmSync(app, { recursive: true }))

/** What `npm install` does with a package that depends on nothing. */
function install(name: string) {
  const npm = ['pack', '--json', '--workspace', `packages/${name}`, '--pack-destination', app]
  const [{ filename, files }] = JSON.parse(
    execFileSync('npm', npm, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as [{ filename: string; files: { path: string }[] }]
  const folder = join(app, 'node_modules/@koopsignaal', name)
  mkdirSync(folder, { recursive: true })
  execFileSync('tar', ['-xzf', join(app, filename), '-C', folder, '--strip-components=1'])
  return { filename, files: files.map(({ path }) => path) }
}

/** Runs `code` in the application, as plain Node does. */
const run = (code: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: app, encoding: 'utf8' }),
  )

function programOf(text: string, resolution: keyof typeof RESOLUTIONS) {
  const file = join(app, 'application.ts')
  writeFileSync(file, text)
  const program = ts.createProgram([file], {
    ...RESOLUTIONS[resolution],
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
  })
  return { program, source: program.getSourceFile(file)! }
}

/** What TypeScript says, each with the line that it is about. */
const problems = (text: string, resolution: keyof typeof RESOLUTIONS) =>
  ts.getPreEmitDiagnostics(programOf(text, resolution).program).map(({ file, start, messageText }) => ({
    line: file?.text.slice(start).split('\n')[0],
    at: file?.getLineAndCharacterOfPosition(start ?? 0).line,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }))

function exportsOf(name: keyof typeof USES): string[] {
  const { program, source } = programOf(USES[name], 'nodenext')
  const checker = program.getTypeChecker()
  const declaration = source.statements.find(ts.isImportDeclaration)!
  const module = checker.getSymbolAtLocation(declaration.moduleSpecifier)!
  return checker.getExportsOfModule(module).map((one) => one.name)
}

async function bundle(code: string): Promise<string> {
  const input = join(app, 'application.js')
  writeFileSync(input, code)
  const built = await rollup({ input, plugins: [nodeResolve()] })
  const [chunk] = (await built.generate({ format: 'es' })).output
  await built.close()
  return chunk.code
}

describe.each(PACKAGES)('the package of the %s', (name) => {
  it('has what was built, and neither sources nor tests', () => {
    const others = packed[name]!.files.filter((path) => !/^dist\/[\w/-]+\.(js|d\.ts)$/.test(path))
    expect(others).toEqual(['package.json'])
    expect(packed[name]!.files.filter((path) => path.endsWith('.js'))).toHaveLength(1)
  })

  it.each(['nodenext', 'bundler'] as const)('has types that need nothing else (%s)', (resolution) => {
    expect(problems(USES[name], resolution)).toEqual([])
  })

  it('is used here with all that it exports', () => {
    for (const one of exportsOf(name)) expect(USES[name]).toMatch(new RegExp(`\\b${one}\\b`))
  })

  it.each(['nodenext', 'bundler'] as const)('refuses each wrong call (%s)', (resolution) => {
    const first = USES[name].split('\n').length - 1
    const found = problems(USES[name] + WRONG[name].join('\n'), resolution)
    expect(found.map(({ at }) => WRONG[name][at! - first])).toEqual(WRONG[name])
  })
})

describe('in plain Node', () => {
  it('the tracker does nothing and gives its calls', () => {
    const code = `
      import * as tracker from '@koopsignaal/tracker'
      const koop = tracker.createTracker({ site: 'example', endpoint: 'https://koop.example' })
      koop.cta('offerte')
      koop.onSegment(() => {})()
      console.log(JSON.stringify({ names: Object.keys(tracker), calls: Object.keys(koop), me: await koop.me() }))`
    const calls = ['consent', 'conversion', 'cta', 'event', 'me', 'onSegment', 'search']
    expect(run(code)).toEqual({ names: [...calls, 'createTracker'].toSorted(), calls, me: null })
  })

  it('the client asks, and throws what is refused', () => {
    const code = `
      import { createClient, Refusal } from '@koopsignaal/client'
      const asked = []
      const fetch = async (url, { method }) => {
        asked.push(method + ' ' + url)
        return Response.json({ error: { code: 'unauthorized', message: 'No.' } }, { status: 401 })
      }
      const client = createClient({ url: 'https://koop.example', fetch })
      const refused = await client.getVisitors({ site: 'example', limit: 5 }).catch((error) => error)
      console.log(JSON.stringify([asked, refused instanceof Refusal, refused.code]))`
    const asked = ['GET https://koop.example/v1/sites/example/visitors?limit=5']
    expect(run(code)).toEqual([asked, true, 'unauthorized'])
  })
})

describe('in a bundle', () => {
  it('one call of the tracker comes alone', async () => {
    const code = await bundle(`import { cta } from '@koopsignaal/tracker'\ncta('offerte')`)
    expect(code).toContain("say('cta'")
    expect(code).not.toMatch(/createTracker|createElement|conversion|search|event|consent|segment|'me'/)
  })

  it('the error of the client comes without its questions', async () => {
    const code = await bundle(`import { Refusal } from '@koopsignaal/client'\nconsole.log(Refusal)`)
    expect(code).toContain('class Refusal')
    expect(code).not.toMatch(/\/v1\/|createClient/)
  })
})

describe('docs/tag.md', () => {
  it('installs the file that is packed', () => {
    expect(docs).toContain('npm pack --workspace packages/tracker --pack-destination')
    expect(docs).toContain(`npm install ./${packed.tracker!.filename}`)
  })

  it('shows code that type-checks', () => {
    const shown = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!).join('')
    expect(shown).toMatch(/createTracker[\s\S]*createClient/)
    expect(problems(shown, 'bundler')).toEqual([])
  })
})
