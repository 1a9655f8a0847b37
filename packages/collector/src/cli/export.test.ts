import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { advanceVisitor } from '../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../storage/fixtures.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'

const PROGRAM = join(import.meta.dirname, '..', 'main.ts')

/** Far more than a pipe holds, so that who exports waits for who reads. */
async function withManyEvents(): Promise<string> {
  const folder = temporaryFolder()
  const store = openSqliteStore(folder)
  await store.putSite(SHOP)
  await store.commit({ events: pageViews('visitor-2', 3_000), drops: [] }, advanceVisitor)
  await store.close()
  return folder
}

it('ends with a sentence when its reader leaves, as `export | head` does', async () => {
  const process_ = spawn(process.execPath, [PROGRAM, 'export', '--site', 'example'], {
    env: { ...process.env, KOOPSIGNAAL_DATA: await withManyEvents() },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let notes = ''
  process_.stderr.on('data', (text) => {
    notes += text
  })
  await once(process_.stdout, 'data')
  process_.stdout.destroy()
  const [code] = await once(process_, 'close')
  expect({ code, notes }).toEqual({
    code: 1,
    notes: 'Whoever read the events has stopped reading: not all of them were written.\n',
  })
})
