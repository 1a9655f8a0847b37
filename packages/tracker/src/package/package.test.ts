// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://app.example/"}
import { resolve } from 'node:path'
import nodeResolve from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { afterEach, expect, test, vi } from 'vitest'
import * as tracker from './index.ts'

const page = window as unknown as { koop?: { (...call: unknown[]): void; q?: unknown[][] } }
const { createTracker } = tracker
const options = { site: 'example', endpoint: 'https://koop.example' }

afterEach(() => {
  vi.unstubAllGlobals()
  delete page.koop
  document.head.innerHTML = ''
})

test('puts the tag into the page, once', () => {
  createTracker(options)
  createTracker({ ...options, endpoint: 'https://koop.example/' })
  const tags = [...document.scripts]
  expect(tags.map(({ src, async }) => [src, async])).toEqual([['https://koop.example/k/example.js', true]])
})

test('gives the tag the nonce of a content security policy', () => {
  createTracker({ ...options, nonce: 'abc' })
  expect(document.scripts[0]?.nonce).toBe('abc')
})

test('says what is wrong with an address that is none', () => {
  expect(() => createTracker({ ...options, endpoint: 'koop.example' })).toThrow(TypeError)
})

test('keeps what is called before the script is there, word for word as the tag has it', () => {
  const koop = createTracker(options)
  koop.cta('offerte')
  koop.conversion({ name: 'order', value: 129.95, currency: 'EUR' })
  koop.search({ query: 'drainage', results: 12 })
  koop.event('video_played', { percent: 50 })
  koop.consent('granted')
  expect(page.koop?.q).toEqual([
    ['cta', 'offerte'],
    ['conversion', { name: 'order', value: 129.95, currency: 'EUR' }],
    ['search', { query: 'drainage', results: 12 }],
    ['event', 'video_played', { percent: 50 }],
    ['consent', 'granted'],
  ])
})

test('tells of the segment until it is stopped, and of what is stored', async () => {
  const calls: unknown[][] = []
  page.koop = (...call) => calls.push(call)
  const heard: unknown[] = []
  const stop = tracker.onSegment((assessment) => heard.push(assessment))
  const listener = calls[0]![1] as (assessment: unknown) => void
  listener('first')
  stop()
  listener('second')
  expect(heard).toEqual(['first'])
  const asked = tracker.me()
  ;(calls[1]![1] as (all: unknown) => void)({ events: [] })
  expect(await asked).toEqual({ events: [] })
})

test('does nothing on a server', async () => {
  vi.stubGlobal('window', undefined)
  vi.stubGlobal('document', undefined)
  const koop = createTracker(options)
  koop.cta('offerte')
  expect(await koop.me()).toBeNull()
})

test('an application that imports one call gets that one alone', async () => {
  const entry = resolve(import.meta.dirname, 'index.ts')
  const { transpile, ModuleKind, ScriptTarget } = (await import('typescript')).default
  const bundle = await rollup({
    input: 'app',
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === 'app' ? id : null),
        load: (id) => (id === 'app' ? `import { cta } from ${JSON.stringify(entry)}; cta('x')` : null),
        transform: (code, id) =>
          id === 'app' ? null : transpile(code, { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 }),
      },
      nodeResolve({ extensions: ['.ts'] }),
    ],
  })
  const [{ code }] = (await bundle.generate({ format: 'es' })).output
  await bundle.close()
  expect(code).toContain("'cta'")
  expect(code).not.toMatch(/'conversion'|'segment'|createElement/)
})
