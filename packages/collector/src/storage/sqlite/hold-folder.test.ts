import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { holdFolder } from './hold-folder.ts'
import { openSqliteStore } from './sqlite-store.ts'

it('holds a folder for one collector, and gives it up; a store may be opened there meanwhile', async () => {
  const root = mkdtempSync(join(tmpdir(), 'koopsignaal-hold-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const dir = join(root, 'data')
  const release = holdFolder(dir)
  expect(() => holdFolder(dir)).toThrow(/^Another collector is running on the data folder .*data\. Stop it/)
  await openSqliteStore(dir).close()
  release()
  holdFolder(dir)()
})
