import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../storage/fixtures.ts'
import { writeNew } from './write-new.ts'

/** How commands write a file that a person named. */

function taken(): string {
  const file = join(temporaryFolder(), 'taken')
  writeFileSync(file, 'old')
  return file
}

it('leaves the old file, and nothing beside it, when the new one cannot be made', async () => {
  const file = taken()
  const failing = writeNew(file, { force: true }, async (path) => {
    writeFileSync(path, 'half')
    throw new Error('disk full')
  })
  await expect(failing).rejects.toThrow('disk full')
  expect([readFileSync(file, 'utf8'), readdirSync(dirname(file))]).toEqual(['old', ['taken']])
})

it('replaces what a link points at, not the link', async () => {
  const file = taken()
  const link = join(temporaryFolder(), 'link')
  symlinkSync(file, link)
  await writeNew(link, { force: true }, async (path) => writeFileSync(path, 'new'))
  expect(readFileSync(file, 'utf8')).toBe('new')
})

it('writes to what holds nothing, such as /dev/null, without being forced', async () => {
  const given: string[] = []
  await writeNew('/dev/null', { force: false }, async (...asked) => void given.push(...asked))
  expect(given).toEqual(['/dev/null', 'w'])
})
