import { main } from './cli/main.ts'

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  isTerminal: process.stderr.isTTY,
})
