import { main } from './cli/main.ts'
import { outliveReaders } from './cli/outlive-readers.ts'

outliveReaders(process.stdout, process.stderr)

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  isTerminal: process.stderr.isTTY,
})
