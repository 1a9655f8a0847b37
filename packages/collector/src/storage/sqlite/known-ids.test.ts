import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../fixtures.ts'
import { KnownIds } from './known-ids.ts'
import { openWriter } from './open.ts'
import { Statements } from './prepared.ts'

function openIds(segmentSize: number, folder = temporaryFolder()) {
  const db = openWriter(folder)
  onTestFinished(() => void db.close())
  const statements = new Statements(db)
  const rows = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  return { folder, db, rows, statements, ids: new KnownIds(statements, segmentSize) }
}

const names = (count: number, of = 'event') => Array.from({ length: count }, (_, i) => `${of}-${i}`)

it('takes each id of a site in once, across segments and starts', () => {
  const { folder, ids, rows } = openIds(100)
  for (const id of names(950)) {
    expect(ids.add(1, id)).toBe(true)
    expect(ids.add(1, id)).toBe(false)
    ids.save()
  }
  expect(rows('id_filters')).toBe(9)
  const again = openIds(100, folder).ids
  expect(names(950).filter((id) => again.add(1, id))).toEqual([])
  expect(names(50, 'other').filter((id) => !again.add(1, id))).toEqual([])
  expect(again.add(2, 'event-0')).toBe(true)
})

it('knows what another connection has added', () => {
  const { folder, ids } = openIds(10)
  const other = openIds(10, folder).ids
  expect(ids.has(1, 'event-3')).toBe(false)
  for (const id of names(25)) other.add(1, id)
  other.save()
  ids.refresh()
  expect(names(25).filter((id) => ids.add(1, id))).toEqual([])
})

it('goes on from what another connection has added, and writes none of it again', () => {
  const { folder, ids, rows } = openIds(100)
  const other = openIds(100, folder).ids
  for (const [i, one] of [other, ids, other].entries()) {
    one.refresh()
    for (const id of names(105, `of-${i}`)) one.add(1, id)
    one.save()
    for (const id of names(40, `after-${i}`)) one.add(1, id)
    one.save()
  }
  expect([rows('id_filters'), rows('new_ids')]).toEqual([3, 2])
  const all = [0, 1, 2].flatMap((i) => [...names(105, `of-${i}`), ...names(40, `after-${i}`)])
  ids.refresh()
  expect(all.filter((id) => !ids.has(1, id))).toEqual([])
  const again = openIds(100, folder).ids
  expect(all.filter((id) => !again.has(1, id))).toEqual([])
  again.add(1, 'one more')
  again.save()
  expect(rows('new_ids')).toBe(3)
})

it('remembers nothing of a transaction that failed', () => {
  const { db, folder, ids } = openIds(10)
  db.exec('BEGIN')
  for (const id of names(25)) ids.add(1, id)
  ids.save()
  db.exec('ROLLBACK')
  ids.clear()
  expect(names(25).filter((id) => !ids.add(1, id))).toEqual([])
  ids.save()
  const again = openIds(10, folder).ids
  expect(names(25).filter((id) => !again.has(1, id))).toEqual([])
})
