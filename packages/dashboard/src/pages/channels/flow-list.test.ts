// @vitest-environment jsdom
import { expect, it } from 'vitest'
import type { Flow, Stop } from '../../charts/sankey.ts'
import type { FilterContext } from '../../context.ts'
import { createFormat } from '../../format.ts'
import { textsIn } from '../../texts/texts.ts'
import { flowList } from './flow-list.ts'

const context = { t: textsIn('nl'), format: createFormat('nl', 'UTC', 0) } as FilterContext
const stop = (id: string, depth: number, kind: Stop['kind'] = 'touch'): Stop => ({
  id,
  label: id,
  kind,
  depth,
})
const flow = (from: string, to: string, visitors: number): Flow => ({ from, to, visitors, text: '' })

it('tells after each visit where people went, and how many went no further', () => {
  const stops = [stop('ads', 0), stop('mail', 0), stop('search', 1), stop('buy', 2, 'converted')]
  const ends = [stop('left-1', 1, 'left'), stop('left-2', 2, 'left')]
  const flows = [
    flow('search', 'buy', 2),
    flow('ads', 'left-1', 50),
    flow('mail', 'left-1', 30),
    flow('mail', 'search', 4),
    flow('ads', 'search', 9),
    flow('search', 'left-2', 11),
  ]
  const list = flowList({ stops: [...stops, ...ends], flows }, context)
  expect([...list.querySelectorAll('h3, li')].map((one) => one.textContent)).toEqual([
    'Na het eerste bezoek',
    'ads → search9',
    'mail → search4',
    'geen vervolg80',
    'Na bezoek 2',
    'search → buy2',
    'geen vervolg11',
  ])
})
