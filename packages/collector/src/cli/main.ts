import { StartError } from '../errors.ts'
import { VERSION } from '../version.ts'
import { backtest } from './backtest.ts'
import { backup } from './backup.ts'
import { type Command, helpOf, type Io, parseCommand } from './command.ts'
import { costsImport } from './costs.ts'
import { doctor } from './doctor.ts'
import { exportEvents } from './export.ts'
import { learn } from './learn.ts'
import { rebuild } from './rebuild.ts'
import { replay } from './replay/index.ts'
import { serve } from './serve.ts'
import { siteAdd, siteList, siteTag } from './site.ts'
import { siteSet } from './site-set.ts'
import { login, tokenCreate } from './token.ts'

const COMMANDS: readonly Command[] = [
  serve,
  siteAdd,
  siteSet,
  siteList,
  siteTag,
  tokenCreate,
  login,
  replay,
  costsImport,
  learn,
  backtest,
  rebuild,
  backup,
  exportEvents,
  doctor,
]

/** Runs the command that the arguments name.
 *  @returns the exit code: 0 done, 1 failed, 2 wrong usage */
export async function main(given: readonly string[], io: Io): Promise<number> {
  // What people type first, whatever the program.
  if (['--version', '-v', 'version'].includes(given[0] ?? '')) {
    io.print(VERSION)
    return 0
  }
  const args = given[0] === 'help' ? [...given.slice(1).filter((word) => word !== 'help'), '--help'] : given
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, i) => args[i] === word))
  const wantsHelp = args.includes('--help') || args.includes('-h')
  if (command === undefined) {
    const family = COMMANDS.filter(({ name }) => name.startsWith(`${args[0]} `))
    if (wantsHelp && family.length > 0 && (args[1] === undefined || args[1].startsWith('-'))) {
      io.print(family.map(helpOf).join('\n\n'))
      return 0
    }
    if (family.length > 0) {
      const [first = '', second] = args
      const isBare = second === undefined || second.startsWith('-')
      io.note(isBare ? `'${first}' needs one more word.` : `There is no command '${first} ${second}'.`)
      io.print(overviewOf(family))
      return 2
    }
    const isUnknown = args.length > 0 && !args[0]!.startsWith('-')
    if (isUnknown) io.note(`There is no command '${args[0]}'.`)
    io.print(overviewOf(COMMANDS))
    return wantsHelp && !isUnknown ? 0 : 2
  }
  if (wantsHelp) {
    io.print(helpOf(command))
    return 0
  }
  try {
    const input = parseCommand(command, args.slice(command.name.split(' ').length), io)
    await command.run(input, io)
    return 0
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    io.note(error.message)
    return error.exitCode
  }
}

function overviewOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length))
  return [
    'Usage: koopsignaal <command>',
    '',
    ...commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`),
    '',
    'koopsignaal <command> --help tells more; koopsignaal --version tells which version this is.',
  ].join('\n')
}
