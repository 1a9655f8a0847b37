import { expect, test } from 'vitest'
import { memo } from './memo.ts'

const counting = (capacity: number) => {
  const asked: string[] = []
  const answer = memo((key) => {
    asked.push(key)
    return { key }
  }, capacity)
  return { asked, answer }
}

test('asks once for what it remembers', () => {
  const { asked, answer } = counting(2)
  expect([answer('a'), answer('a')]).toEqual([{ key: 'a' }, { key: 'a' }])
  expect(asked).toEqual(['a'])
})

test('remembers what is asked for again and again, however much else is', () => {
  const { asked, answer } = counting(2)
  for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'a', 'e', 'a']) answer(key)
  expect(asked.filter((key) => key === 'a')).toEqual(['a'])
})

test('forgets what was not asked for while twice as many others were', () => {
  const { asked, answer } = counting(2)
  for (const key of ['a', 'b', 'c', 'd', 'e', 'a']) answer(key)
  expect(asked.filter((key) => key === 'a')).toEqual(['a', 'a'])
})
