import { describe, expect, it } from 'vitest'
import { CONTENT_TEXTS as content } from './content.ts'
import { OVERVIEW_TEXTS as overview } from './overview.ts'

/** Sentences with a number, where it is none or one. */

describe('how many kopers there are', () => {
  it.each([
    [0, 1, 'Van 1 bezoeker is er nu niemand koper.', 'Of 1 visitor, none is a koper (buyer) now.'],
    [1, 30, 'Van 30 bezoekers is er nu één koper.', 'Of 30 visitors, one is a koper (buyer) now.'],
    [7, 30, 'Van 30 bezoekers zijn er nu 7 koper.', 'Of 30 visitors, 7 are kopers (buyers) now.'],
  ])('%i of %i', (n, all, nl, en) => {
    expect(overview.kopersNow.nl(n, String(n), all, String(all))).toBe(nl)
    expect(overview.kopersNow.en(n, String(n), all, String(all))).toBe(en)
  })

  it('and how many more or fewer than before', () => {
    expect(overview.kopersMore.nl(1, '1')).toBe('Dat is er 1 meer dan in de periode ervoor.')
    expect(overview.kopersFewer.nl(2, '2')).toBe('Dat zijn er 2 minder dan in de periode ervoor.')
    expect(overview.kopersSame.nl(0)).toBe('Ook in de periode ervoor was dat niemand.')
    expect(overview.kopersSame.nl(3)).toBe('Evenveel als in de periode ervoor.')
  })
})

it('too few visitors are none, one or some', () => {
  expect([0, 1, 5].map((n) => content.tooFew.nl(n, String(n)))).toEqual([
    'nog te weinig (nog geen bezoekers)',
    'nog te weinig (1 bezoeker)',
    'nog te weinig (5 bezoekers)',
  ])
})
