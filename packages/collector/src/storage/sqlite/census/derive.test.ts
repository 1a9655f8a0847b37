import { DAY, EVENT_TYPES, MINUTE, PHASES } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import { followedAsOf, outcomeIn } from '../../store.ts'
import { createTables } from './census-tables.ts'
import { Flocks } from './flocks.ts'
import { Names } from './names.ts'
import { derive } from './read-visitors.ts'
import { viewOf } from './view.ts'

/** Somebody who looked at one page, and whose phase rises a day later without doing anything: what spoke against it has faded. */
function lookedAt(at: number) {
  const tables = createTables()
  const names = new Names()
  const visitor = tables.visitors.add(1)
  const { columns } = tables.visitors
  tables.acts.columns.at[tables.acts.add(1)] = at
  tables.acts.columns.type[0] = EVENT_TYPES.indexOf('page_view')
  tables.acts.columns.page[0] = names.page('/', 'Thuis', null)
  columns.actsEnd[visitor] = 1
  tables.spans.add(2)
  for (const [i, from, until, phase] of [
    [0, at, at + DAY, 'latent'],
    [1, at + DAY, Number.POSITIVE_INFINITY, 'bewust'],
  ] as const) {
    tables.spans.columns.from[i] = from
    tables.spans.columns.until[i] = until
    tables.spans.columns.standing[i] = PHASES.indexOf(phase)
  }
  columns.spansEnd[visitor] = 2
  const view = viewOf(tables, names, new Flocks(tables))
  derive(tables, view, [visitor])
  return view
}

it('does not tell before the day on which somebody climbed', () => {
  const view = lookedAt(DAY)
  const outcomesAsOf = (until: number) =>
    followedAsOf(view, Uint32Array.of(0), until).flatMap(({ numbers, moments }) =>
      [...numbers].map((number) => outcomeIn(moments.columns.cell[moments.start[number]!]!)),
    )
  expect([outcomesAsOf(DAY + MINUTE), outcomesAsOf(2 * DAY - 1), outcomesAsOf(2 * DAY)]).toEqual([
    [0],
    [0],
    [1],
  ])
})
