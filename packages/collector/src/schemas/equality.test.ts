import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'

/** The proofs at the end of wire.ts and answers.ts catch what they are there for: each mutant is compiled and must not be. */

interface Mutant {
  readonly name: string
  readonly file: 'wire.ts' | 'answers.ts'
  readonly from: string
  readonly to: string
}

const MUTANTS: readonly Mutant[] = [
  {
    name: 'an optional field that the schema has lost',
    file: 'wire.ts',
    from: '    referrer: text(MAX_URL).exactOptional(),\n',
    to: '',
  },
  {
    name: 'an optional field that every event has lost',
    file: 'wire.ts',
    from: '  category: text(MAX_NAME).exactOptional(),\n',
    to: '',
  },
  {
    name: 'a field that only the schema has',
    file: 'wire.ts',
    from: 'cta: name })',
    to: 'cta: name, colour: name })',
  },
  {
    name: 'an optional field that only the schema has',
    file: 'wire.ts',
    from: 'cta: name })',
    to: 'cta: name, colour: name.exactOptional() })',
  },
  {
    name: 'a field that must be there on one side only',
    file: 'wire.ts',
    from: 'engagedMs: number(0, MAX_AGO),',
    to: 'engagedMs: number(0, MAX_AGO).exactOptional(),',
  },
  {
    name: 'optional that also takes undefined',
    file: 'wire.ts',
    from: 'rating: anyNumber.exactOptional(),',
    to: 'rating: anyNumber.optional(),',
  },
  {
    name: 'a number on one side, a text on the other',
    file: 'wire.ts',
    from: 'results: plainly(z.number().int().min(0), isWhole).exactOptional(),',
    to: 'results: z.string().exactOptional(),',
  },
  {
    name: 'an event type missing from the union',
    file: 'wire.ts',
    from: '  EVENT_SCHEMAS.feedback,\n',
    to: '',
  },
  {
    name: 'a field that the envelope has lost',
    file: 'wire.ts',
    from: "  webdriver: plainly(z.boolean(), (value) => typeof value === 'boolean').exactOptional(),\n",
    to: '',
  },
  {
    name: 'a field that an answer has lost',
    file: 'answers.ts',
    from: '  koperUntil: instant.nullable(),\n',
    to: '',
  },
  {
    name: 'a field that only the described answer has',
    file: 'answers.ts',
    from: '  koperUntil: instant.nullable(),\n',
    to: '  koperUntil: instant.nullable(),\n  secret: z.string(),\n',
  },
  {
    name: 'null that is not described',
    file: 'answers.ts',
    from: '  koperUntil: instant.nullable(),\n',
    to: '  koperUntil: instant,\n',
  },
  {
    name: 'an optional field deep in an answer that is lost',
    file: 'answers.ts',
    from: '  rating: z.number().exactOptional(),\n',
    to: '',
  },
  {
    name: 'a word that a list of words has lost',
    file: 'answers.ts',
    from: "cause: z.enum(['event', 'fading'])",
    to: "cause: z.enum(['event'])",
  },
]

const here = import.meta.dirname
const fileOf = (index: number) => join(here, `mutant-${index}.ts`)
let program: ts.Program

/** One program for all: the mutants exist in memory only, beside the files that they are made of. */
beforeAll(() => {
  const config = ts.readConfigFile(join(here, '../../../../tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, here)
  const mutants = new Map(
    MUTANTS.map(({ file, from, to }, i) => {
      const text = readFileSync(join(here, file), 'utf8')
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
      return [fileOf(i), text.replace(from, () => to)]
    }),
  )
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.fileExists = (file) => mutants.has(file) || fileExists(file)
  host.readFile = (file) => mutants.get(file) ?? readFile(file)
  host.getSourceFile = (file, ...rest) => {
    const text = mutants.get(file)
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, rest[0], true)
  }
  program = ts.createProgram(
    [...mutants.keys(), join(here, 'wire.ts'), join(here, 'answers.ts')],
    options,
    host,
  )
}, 120_000)

const errorsIn = (file: string) =>
  program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))

describe('the proof that schemas and protocol say the same', () => {
  it.each(['wire.ts', 'answers.ts'])('holds for %s as it is', (file) => {
    expect(errorsIn(join(here, file))).toEqual([])
  })

  it.each(MUTANTS.map(({ name, file }, index) => ({ name, file, index })))(
    'catches $name in $file',
    ({ index }) => {
      // 'true' is no longer what the proof comes to.
      expect(errorsIn(fileOf(index))).toContainEqual(
        expect.stringMatching(/type 'true' is not assignable to type 'false'/i),
      )
    },
  )
})
