import { parseArgs } from 'node:util'
import { type Config, readConfig, SETTINGS, type SettingName } from '../config.ts'
import { StartError } from '../errors.ts'

/** What a command has to work with; tests give their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly print: (line: string) => void
  /** Progress and remarks: not part of the result. */
  readonly note: (line: string) => void
  readonly isTerminal: boolean
}

export interface Option {
  readonly help: string
  /** 'flag' takes no value. */
  readonly kind: 'text' | 'flag'
  readonly fallback?: string
  readonly required?: boolean
}

export interface Command {
  readonly name: string
  readonly summary: string
  /** What stands after the name, as shown in the help. */
  readonly usage: string
  /** Number of words after the name. */
  readonly words: number
  readonly options: Readonly<Record<string, Option>>
  /** Settings of the collector that it takes as flags too. */
  readonly settings: readonly SettingName[]
  readonly run: (input: Input, io: Io) => Promise<void>
}

export interface Input {
  readonly words: readonly string[]
  readonly config: Config
  readonly flag: (name: string) => boolean
  /** @returns undefined when it was not given and has no fallback */
  readonly text: (name: string) => string | undefined
}

/** Reads a command's arguments.
 *  @throws StartError (exit code 2) with one sentence about what is wrong */
export function parseCommand(command: Command, args: readonly string[], io: Io): Input {
  const options = Object.fromEntries([
    ...Object.entries(command.options).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
    ...command.settings.map((name) => [name, { type: 'string' as const }]),
  ]) as Record<string, { type: 'boolean' | 'string' }>

  const { values, positionals } = parse(command, args, options)
  if (positionals.length !== command.words) {
    throw new StartError(`Usage: koopsignaal ${command.usage}`, 2)
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required && values[name] === undefined) {
      throw new StartError(`--${name} is missing. Usage: koopsignaal ${command.usage}`, 2)
    }
  }
  const flags = Object.fromEntries(
    command.settings.flatMap((name) => (values[name] === undefined ? [] : [[name, String(values[name])]])),
  )
  return {
    words: positionals,
    config: readConfig(io.env, flags),
    flag: (name) => values[name] === true,
    text: (name) => (values[name] as string | undefined) ?? command.options[name]?.fallback,
  }
}

function parse(
  command: Command,
  args: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    // Of what Node adds some stands on lines of its own.
    const [sentence] = (error as Error).message.split(/\.\s/)
    throw new StartError(`${sentence}. Usage: koopsignaal ${command.usage}`, 2)
  }
}

export function helpOf(command: Command): string {
  const options = [
    ...Object.entries(command.options).map(([name, { help, kind, fallback }]) => [
      kind === 'flag' ? `--${name}` : `--${name} <${name}>`,
      fallback === undefined ? help : `${help} (${fallback})`,
    ]),
    ...command.settings.map((name) => [
      `--${name} <${name}>`,
      `${SETTINGS[name].help}; also ${SETTINGS[name].env}${SETTINGS[name].fallback === '' ? '' : ` (${SETTINGS[name].fallback})`}`,
    ]),
  ]
  const width = Math.max(...options.map(([left = '']) => left.length), 0)
  return [
    `Usage: koopsignaal ${command.usage}`,
    '',
    command.summary,
    ...(options.length > 0 ? [''] : []),
    ...options.map(([left = '', right]) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n')
}
