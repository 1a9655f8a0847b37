import { DAY, HOUR } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { LATER_VISIT_COUNTS } from './examples-of.ts'
import { event, MONDAY } from './fixtures.ts'
import { historiesOf } from './moments.ts'
import { readingsOf } from './readings.ts'

const look = event({ id: 'look-0001', topic: 'price' })
const order = (at: number) => event({ id: 'order-001', type: 'conversion', at })
const until = MONDAY + 60 * DAY
const of = (events: Parameters<typeof historiesOf>[0], question: 'visit' | 'later') =>
  readingsOf(historiesOf(events), question, until)[0]!.steps

describe('readingsOf', () => {
  it('reads the signals that say something just after each event, and no others', () => {
    const [first] = of([look], 'visit')
    expect(first).toMatchObject({ at: MONDAY, values: { priceViews: 1 } })
    expect(first!.values).not.toHaveProperty('problemViews')
  })

  it('asks about a visit until its first conversion', () => {
    expect(of([look, order(MONDAY + HOUR / 4)], 'visit')).toMatchObject([
      { label: 1, target: 1, weight: 1 },
      { label: null, weight: 0 },
    ])
  })

  it('lets points be fitted a little to who converts within the day in a later visit', () => {
    const [first] = of([look, order(MONDAY + 5 * HOUR)], 'visit')
    expect(first).toMatchObject({ label: 0, target: LATER_VISIT_COUNTS })
    expect(of([look, order(MONDAY + 5 * HOUR)], 'later')[0]).toMatchObject({ label: 1, target: 1 })
  })

  it('does not ask where the answer is still open', () => {
    const late = event({ id: 'look-0002', at: until - HOUR })
    expect(of([look, late], 'visit').map(({ label }) => label)).toEqual([0, null])
  })
})
