import { expect, it } from 'vitest'
import { toBatches } from './bulk-batches.ts'

const lines = (...all: readonly unknown[]) =>
  all.map((one, index) => ({ index, text: typeof one === 'string' ? one : JSON.stringify(one) }))
const event = (id: string, visitor = 'anna') => ({ site: 'shop', visitor, id, type: 'page_view' })

it('puts neighbouring events of one visitor together, in their order', () => {
  const { batches } = toBatches(lines(event('a'), event('b'), event('c', 'bert'), event('d')))
  expect(batches).toEqual([
    {
      body: {
        ...{ site: 'shop', visitor: 'anna' },
        events: [
          { id: 'a', type: 'page_view' },
          { id: 'b', type: 'page_view' },
        ],
      },
      indexes: [0, 1],
    },
    { body: { site: 'shop', visitor: 'bert', events: [{ id: 'c', type: 'page_view' }] }, indexes: [2] },
    { body: { site: 'shop', visitor: 'anna', events: [{ id: 'd', type: 'page_view' }] }, indexes: [3] },
  ])
})

it('makes no batch larger than may be sent', () => {
  const { batches } = toBatches(lines(...Array.from({ length: 101 }, (_, i) => event(`id-${i}`))))
  expect(batches.map(({ indexes }) => indexes.length)).toEqual([100, 1])
})

it('refuses a line that cannot be read by itself, and goes on', () => {
  const { batches, refused } = toBatches(lines(event('a'), '{', '7', event('b')))
  expect(refused.map(({ index, error }) => [index, error.code])).toEqual([
    [1, 'invalid_batch'],
    [2, 'invalid_batch'],
  ])
  expect(batches.map(({ indexes }) => indexes)).toEqual([[0, 3]])
})
