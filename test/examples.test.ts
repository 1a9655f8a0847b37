import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** The examples for frameworks have types that fit the package. The frameworks are not installed here: what the examples use of them
 *  is said below. */

const root = resolve(import.meta.dirname, '..')

const FRAMEWORKS = `
declare module 'react' {
  export function useState<T>(): [T | undefined, (value: T) => void]
  export function useEffect(effect: () => undefined | (() => void), deps: readonly unknown[]): void
}
declare module 'vue' {
  export interface App { config: { globalProperties: Record<string, unknown> } }
  export function shallowRef<T>(): { value: T | undefined }
}
declare module 'react/jsx-runtime' { export const jsx: unknown; export const jsxs: unknown }
declare namespace JSX { interface IntrinsicElements { [name: string]: Record<string, unknown> } }
`

/** What TypeScript says of all examples, with `change` made to their texts. */
function problems(change: (text: string) => string = (text) => text): string[] {
  const stubs = join(root, 'examples/frameworks.d.ts')
  const files = ['react', 'vue'].flatMap((name) =>
    readdirSync(join(root, 'examples', name))
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(root, 'examples', name, file)),
  )
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    jsx: ts.JsxEmit.Preserve,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.fileExists = (file) => file === stubs || fileExists(file)
  host.readFile = (file) => {
    if (file === stubs) return FRAMEWORKS
    const text = readFile(file)
    return text !== undefined && files.includes(file) ? change(text) : text
  }
  host.getSourceFile = (file, target) => {
    const text = host.readFile(file)
    return text === undefined ? undefined : ts.createSourceFile(file, text, target)
  }
  const program = ts.createProgram([stubs, ...files], options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

test('the examples for React and Vue fit the package', () => {
  expect(problems()).toEqual([])
})

test('and would not if they called what is not there', () => {
  expect(problems((text) => text.replace("koop.cta('offerte')", 'koop.click(1)'))).toHaveLength(1)
})

test('they need nothing but the package and their framework', () => {
  for (const name of ['react', 'vue']) {
    const { dependencies } = JSON.parse(
      readFileSync(join(root, 'examples', name, 'package.json'), 'utf8'),
    ) as {
      dependencies: Record<string, string>
    }
    expect(Object.keys(dependencies).sort()).toEqual(['@koopsignaal/tracker', name])
  }
})
