#!/usr/bin/env node
/** `npm start` and `npx koopsignaal …` from a checkout: installs and builds what is missing, then runs the command on the
 *  project's own Node, with signals and the exit code passed on. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ALLOCATOR } from './allocator.mjs'
import { prepare, root } from './prepare.mjs'

const node = prepare()
const child = spawn(node, [join(root, 'packages/collector/dist/koopsignaal.js'), ...process.argv.slice(2)], {
  // The channel tells the child when this process is gone.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...ALLOCATOR, ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGKILL' ? 137 : 1)
})
