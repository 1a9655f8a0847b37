/** The types of a package as files beside its JavaScript. The compiler writes them; what they take from the protocol, which an
 *  application does not have, comes along as `protocol.d.ts`. */
import { basename } from 'node:path'
import ts from 'typescript'

const PROTOCOL = '@koopsignaal/protocol'

/** @returns a rollup plugin that puts the types of what `entry` exports into the folder of the bundle */
export const declareTypes = (entry) => ({
  name: 'declare-types',
  generateBundle() {
    for (const [fileName, source] of declarationsOf(entry)) this.emitFile({ type: 'asset', fileName, source })
  },
})

function declarationsOf(entry) {
  const all = emit(entry)
  const isProtocol = ({ fileName }) => fileName.includes('/protocol/src/')
  const own = all.filter((file) => !isProtocol(file))
  const named = own
    .flatMap(({ statements }) => [...statements])
    .filter(({ moduleSpecifier }) => moduleSpecifier?.text === PROTOCOL)
    .flatMap(identifiersIn)
  const files = own.map(({ fileName, text }) => [basename(fileName), withLocalImports(text)])
  return named.length === 0 ? files : [...files, ['protocol.d.ts', declaring(named, all.filter(isProtocol))]]
}

/** The declarations of `entry` and all that it imports, as the compiler writes them; checking is for `npm run check`. */
function emit(entry) {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const files = []
  ts.createProgram([entry], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    // Not by way of node_modules: what is found there is not written anew.
    paths: { [PROTOCOL]: ['./packages/protocol/src/index.ts'] },
  }).emit(undefined, (path, text) => {
    files.push(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  })
  return files
}

const withLocalImports = (text) =>
  text.replaceAll(`'${PROTOCOL}'`, "'./protocol.js'").replace(/'(\.\/[\w-]+)\.ts'/g, "'$1.js'")

/** What declares `names` in `files`, and what is named there in turn; each name is declared once in the protocol. */
function declaring(names, files) {
  const statements = new Map(
    files.flatMap((file) =>
      file.statements.flatMap((statement) => namesOf(statement).map((name) => [name, statement])),
    ),
  )
  const needed = new Set()
  const need = (name) => {
    const statement = statements.get(name)
    if (statement === undefined || needed.has(statement)) return
    needed.add(statement)
    identifiersIn(statement).forEach(need)
  }
  names.forEach(need)
  return `${[...needed].map(textOf).join('\n')}\n`
}

/** With its own comment; one before that is about the file. */
const textOf = (statement) =>
  statement.getSourceFile().text.slice((statement.jsDoc?.at(-1) ?? statement).getStart(), statement.end)

const namesOf = (statement) =>
  (statement.declarationList?.declarations ?? [statement]).flatMap(({ name }) => name?.text ?? [])

function identifiersIn(node) {
  const found = ts.isIdentifier(node) ? [node.text] : []
  ts.forEachChild(node, (child) => {
    found.push(...identifiersIn(child))
  })
  return found
}
