import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

/** As the launcher starts it: on another Node, with a channel that tells when the launcher is gone. */
it('ends when a launcher that stays passes on a signal', async () => {
  const data = mkdtempSync(join(tmpdir(), 'koopsignaal-stop-'))
  const main = join(import.meta.dirname, '../main.ts')
  const child = fork(main, ['serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })
  await once(child.stdout!, 'data')
  child.stdout!.resume()
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
