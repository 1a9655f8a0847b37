import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** Who may import whom, as ARCHITECTURE.md says. */

const packages = resolve(import.meta.dirname, '../packages')

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  tracker: ['protocol'],
  scoring: ['protocol'],
  learning: ['protocol', 'scoring'],
  dashboard: ['protocol'],
  client: [],
  collector: ['protocol', 'scoring', 'learning'],
}

/** Tests and what only tests use. */
const TEST_FILE = /(\.test|\.fixture|^fixtures|^test-page|^contract)\.ts$/

function sourcesIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !TEST_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/node_modules/') && !file.includes('/dist/'))
}

interface Import {
  readonly file: string
  readonly specifier: string
  readonly isTypeOnly: boolean
}

function importsOf(file: string): readonly Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement)
    if (!isImport && !ts.isExportDeclaration(statement)) return []
    const { moduleSpecifier } = statement
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return []
    const isTypeOnly = isImport
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly
    return [{ file: relative(packages, file), specifier: moduleSpecifier.text, isTypeOnly }]
  })
}

const all = sourcesIn(packages).flatMap(importsOf)
const within = (folder: string) => all.filter(({ file }) => file.startsWith(folder))
const lines = (imports: readonly Import[]) => imports.map(({ file, specifier }) => `${file} → ${specifier}`)

/** Where a relative import leads, from packages/. */
function target({ file, specifier }: Import): string {
  return specifier.startsWith('.') ? relative(packages, resolve(packages, file, '..', specifier)) : specifier
}

describe('the layers', () => {
  it('sees the imports it judges', () => {
    expect(all.length).toBeGreaterThan(200)
  })

  for (const [name, allowed] of Object.entries(MAY_IMPORT)) {
    it(`lets ${name} import only ${allowed.join(' and ') || 'nothing of the others'}`, () => {
      const wrong = within(`${name}/`).filter((one) => {
        const other = /^@koopsignaal\/(\w+)$/.exec(one.specifier)?.[1]
        return one.specifier.startsWith('@koopsignaal') && !allowed.includes(other ?? '')
      })
      expect(lines(wrong)).toEqual([])
    })

    it(`keeps ${name} from reaching into another package by path`, () => {
      expect(
        lines(
          within(`${name}/`).filter((one) => !target(one).startsWith(name) && one.specifier.startsWith('.')),
        ),
      ).toEqual([])
    })
  }

  it.each(['protocol', 'tracker', 'scoring'])('gives %s no run-time dependency', (name) => {
    const manifest = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as object
    expect(manifest).not.toHaveProperty('dependencies')
    const outside = within(`${name}/`).filter(({ specifier }) => !/^(\.|@koopsignaal\/)/.test(specifier))
    expect(lines(outside)).toEqual([])
  })

  it('keeps Fastify and storage out of the pipeline, but for the types of the port', () => {
    const wrong = within('collector/src/pipeline/').filter((one) => {
      const isPort = target(one) === 'collector/src/storage/store.ts' && one.isTypeOnly
      return /fastify/i.test(one.specifier) || (target(one).startsWith('collector/src/storage') && !isPort)
    })
    expect(lines(wrong)).toEqual([])
  })

  it('lets a storage engine know its port and no other engine or route', () => {
    const own = ['collector/src/storage/store.ts', 'collector/src/errors.ts', 'collector/src/visit-record.ts']
    const wrong = within('collector/src/storage/sqlite/').filter(
      (one) =>
        one.specifier.startsWith('.') &&
        !target(one).startsWith('collector/src/storage/sqlite/') &&
        !own.includes(target(one)),
    )
    expect(lines(wrong)).toEqual([])
  })

  it('names the SQLite engine only where the parts are put together', () => {
    const users = all.filter(
      (one) => target(one).startsWith('collector/src/storage/sqlite') && !one.file.includes('/sqlite/'),
    )
    expect(new Set(users.map(({ file }) => file))).toEqual(new Set(['collector/src/cli/with-store.ts']))
  })

  it('reads no clock and no chance in scoring', () => {
    const wrong = sourcesIn(join(packages, 'scoring/src')).filter((file) =>
      /Date\.now|new Date\(\)|Math\.random|performance\.now|crypto/.test(readFileSync(file, 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  it('reads the environment in one place', () => {
    const wrong = sourcesIn(packages).filter((file) => readFileSync(file, 'utf8').includes('process.env'))
    expect(wrong.map((file) => relative(packages, file))).toEqual(['collector/src/main.ts'])
  })

  it('locks dependencies without saying where to download them: only the links to our own packages have a place', () => {
    const lock = JSON.parse(readFileSync(resolve(packages, '../package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string; link?: boolean }>
    }
    const placed = Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)
    expect(placed.filter(({ link, resolved }) => !link || !/^packages\/\w+$/.test(resolved!))).toEqual([])
  })
})
