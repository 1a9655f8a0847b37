import { DAY, MINUTE } from '@koopsignaal/protocol'
import { PRIORS, pointsOf } from '@koopsignaal/scoring'
import { expect, it } from 'vitest'
import { averagePoints } from './average-points.ts'
import { event, MONDAY, shopOf } from './fixtures.ts'
import { historiesOf } from './moments.ts'

const model = PRIORS.services
const priceView = model.weights.find(({ signal }) => signal === 'priceViews')!

it('is what the moments of a visit have on average, each visit counting once', () => {
  const long = [0, 1, 2, 3].map((i) =>
    event({ id: `event-long-${i}`, visitor: 'visitor-long', at: MONDAY, topic: 'terms' }),
  )
  const short = event({ id: 'event-short', visitor: 'visitor-short', topic: 'price' })
  expect(averagePoints(historiesOf([...long, short]), model)).toEqual({
    priceViews: pointsOf(priceView, 1) / 2,
  })
})

it('does not depend on the order of the events, and knows nothing of a site without visitors', () => {
  const shop = shopOf(50, 0.3, 3)
  expect(averagePoints(historiesOf(shop.toReversed()), PRIORS.shop)).toEqual(
    averagePoints(historiesOf(shop), PRIORS.shop),
  )
  expect(averagePoints([], model)).toEqual({})
})

it('looks at a visit until it converts', () => {
  const order = event({ id: 'event-order', type: 'conversion', at: MONDAY + MINUTE })
  const after = event({ id: 'event-after', topic: 'price', at: MONDAY + 2 * MINUTE })
  const nextDay = event({ id: 'event-next', topic: 'terms', at: MONDAY + DAY })
  const points = averagePoints(historiesOf([event({ topic: 'terms' }), order, after, nextDay]), model)
  expect(points.priceViews).toBeGreaterThan(0)
  expect(points.priceViews).toBeLessThan(pointsOf(priceView, 1) / 2)
})
