import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'

it('goes on where whoever read its output has gone', async () => {
  const data = mkdtempSync(join(tmpdir(), 'koopsignaal-stop-'))
  const main = join(import.meta.dirname, '../main.ts')
  const port = await freePort()
  const child = fork(main, ['serve', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })
  // Closed before anything is printed: the first line is written into nothing.
  child.stdout!.destroy()
  const ended = once(child, 'exit')
  const answered = () => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok)
  await vi.waitUntil(() => answered().catch(() => false), { timeout: 60_000, interval: 50 })
  // What it prints comes right after it listens.
  for (let i = 0; i < 50; i++) expect(await answered()).toBe(true)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
}, 90_000)

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

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
