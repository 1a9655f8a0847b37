import { main } from './cli/main.ts'
import { runStoreThread } from './cli/store-thread.ts'

if (!runStoreThread()) {
  process.exitCode = await main(process.argv.slice(2), {
    env: process.env,
    print: (line) => console.log(line),
    note: (line) => console.error(line),
    isTerminal: process.stderr.isTTY,
  })
}
