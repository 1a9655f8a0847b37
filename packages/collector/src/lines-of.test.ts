import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { linesOf } from './lines-of.ts'

async function linesIn(text: string, size: number, longest = 80): Promise<string[]> {
  const bytes = Buffer.from(text)
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
  const lines: string[] = []
  for await (const line of linesOf(Readable.from(parts), longest)) lines.push(line)
  return lines
}

it.each([1, 2, 3, 7, 100])('lines are the same however they arrive: %i bytes at a time', async (size) => {
  expect(await linesIn('één\r\n\nb\u2028c\u2029d\u0085\r日\n€', size)).toEqual([
    'één',
    '',
    'b\u2028c\u2029d\u0085\r日',
    '€',
  ])
  expect(await linesIn('a\n', size)).toEqual(['a'])
  expect(await linesIn('', size)).toEqual([])
})

it.each([1, 3, 100])('a line that is too long shows that it is, and is not kept: %i bytes', async (size) => {
  const lines = await linesIn(`${'a'.repeat(50)}\nb\n${'c'.repeat(10)}\n${'d'.repeat(11)}`, size, 10)
  expect(lines).toEqual(['a'.repeat(11), 'b', 'c'.repeat(10), 'd'.repeat(11)])
})
