import { describe, expect, it } from 'vitest'
import { looksLikeStream, readStream } from './stream-tsv.ts'

const HEADER = 'visitor\tvisit\tts_ms\tkind\titem\tcategory\tdetail'
const target = { site: 'example', domain: 'example.nl' }
const read = (...cells: readonly string[]) => readStream(cells.join('\t'), 2, target)
const sent = (...cells: readonly string[]) => {
  const result = read(...cells)
  if (result.status !== 'event') throw new Error(`not an event: ${JSON.stringify(result)}`)
  return result.line
}

describe('a line of a clickstream', () => {
  it.each([
    [
      'view',
      'p1',
      'c2',
      '',
      { type: 'page_view', url: 'https://example.nl/c/c2/item/p1', item: 'p1', category: 'c2' },
    ],
    ['view', '', '', '', { type: 'page_view', url: 'https://example.nl/' }],
    ['view', 'a b', '', '', { type: 'page_view', url: 'https://example.nl/item/a%20b' }],
    ['micro', 'p1', '', 'cart', { type: 'cta_click', cta: 'cart' }],
    ['micro', '', '', '', { type: 'cta_click', cta: 'micro' }],
    ['search', 'drain', '', '', { type: 'search', query: 'drain' }],
    ['refine', '', 'c2', 'price', { type: 'search', query: 'price', category: 'c2' }],
    ['outcome', '', '', 'order', { type: 'conversion', name: 'order' }],
  ])('of kind %s (%s, %s, %s)', (kind, item, category, detail, expected) => {
    expect(sent('visitor-0001', '1', '1700000000000', kind, item, category, detail)).toMatchObject({
      site: 'example',
      visitor: 'visitor-0001',
      consent: 'granted',
      at: 1_700_000_000_000,
      ...expected,
    })
  })

  it.each([
    ['17', 'visitor-17'],
    ['a.b c', 'visitor-a_b_c'],
    ['visitor-0001', 'visitor-0001'],
  ])('of visitor %s gets the id %s', (name, id) => {
    expect(sent(name, '1', '1', 'view').visitor).toBe(id)
  })

  it.each([
    ["unknown kind 'hover'", ['v', '1', '1700000000000', 'hover']],
    ["unknown kind ''", ['v', '1', '1700000000000']],
    ['unreadable time', ['v', '1', 'yesterday', 'view']],
    ['unreadable time', ['v', '1', '-5', 'view']],
    ['unreadable time', ['']],
  ])('is dropped: %s', (reason, cells) => {
    expect(read(...cells)).toEqual({ status: 'dropped', reason })
  })

  it('is a header in the first line only', () => {
    expect(looksLikeStream(HEADER)).toBe(true)
    expect(readStream(HEADER, 1, target)).toEqual({ status: 'header' })
    expect(readStream(HEADER, 2, target)).toEqual({ status: 'dropped', reason: 'unreadable time' })
  })
})
