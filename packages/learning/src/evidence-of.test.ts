import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import { correlationInVisitors, evidenceOf, perVisitor } from './evidence-of.ts'
import { type Example, LATER_VISIT_COUNTS } from './examples-of.ts'
import { example } from './fixtures.ts'

const visitsOf = (visitor: string, ...labels: readonly (0 | 1)[]): readonly Example[] =>
  labels.map((label) => example({ visitor, label }))
const totalsOf = (examples: readonly Example[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(examples.map(({ visitor }) => visitor))].map((name) => [
      name,
      examples.reduce((sum, { visitor, weight }) => sum + (visitor === name ? weight : 0), 0),
    ]),
  )
/** One who came once, one twice, one five times. */
const three = [
  ...visitsOf('once', 1),
  ...visitsOf('twice', 0, 0),
  ...visitsOf('often', 1, 1, 1, 1, 1),
  ...visitsOf('also-once', 0),
]

describe('perVisitor', () => {
  it('leaves every visit its weight where visits of one visitor are independent', () => {
    expect(perVisitor(three, 0)).toEqual(three)
  })

  it('lets every visitor count once where all visits of one come to the same', () => {
    for (const total of Object.values(totalsOf(perVisitor(three, 1)))) expect(total).toBeCloseTo(1, 12)
  })

  it('in between lets visits count for as many independent ones as they are worth', () => {
    expect(totalsOf(perVisitor(three, 0.25)).often).toBeCloseTo(5 / (1 + 4 * 0.25), 12)
  })

  it('makes nobody heavier of whom less than a visit is known', () => {
    const part = [example({ weight: 0.25 })]
    expect(perVisitor(part, 1)).toEqual(part)
  })
})

describe('correlationInVisitors', () => {
  it('is 1 where all visits of a visitor come to the same, and 0 where they differ as much as any', () => {
    expect(correlationInVisitors(three)).toBeCloseTo(1, 12)
    expect(correlationInVisitors(['a', 'b', 'c'].flatMap((name) => visitsOf(name, 0, 1)))).toBe(0)
  })

  it('finds how alike visits were made', () => {
    const random = randomFrom(11)
    const alike = (share: number) =>
      Array.from({ length: 3000 }, (_, v) => {
        const own = random() < 0.3 ? 1 : 0
        const label = (): 0 | 1 => (random() < share ? own : random() < 0.3 ? 1 : 0)
        return visitsOf(`visitor-${v}`, label(), label(), label())
      }).flat()
    // Two visits are the same by their visitor with chance share².
    expect(correlationInVisitors(alike(0.5))).toBeCloseTo(0.25, 1)
    expect(correlationInVisitors(alike(0))).toBeLessThan(0.04)
  })

  it('says nothing where nobody came twice', () => {
    expect(correlationInVisitors([...visitsOf('a', 1), ...visitsOf('b', 0)])).toBe(0)
    expect(correlationInVisitors([])).toBe(0)
  })
})

describe('evidenceOf', () => {
  it('takes one moment a visit, the last', () => {
    const early = example({
      visitor: 'once',
      label: 1,
      weight: 0.5,
      endsVisit: false,
      features: { focus: 9 },
    })
    expect(evidenceOf([early, ...three])).toEqual(evidenceOf(three))
    expect(evidenceOf(three)).toHaveLength(three.length)
  })

  it('takes a conversion in a later visit for a yes of less weight', () => {
    const distant = example({ visitor: 'distant', label: 1, target: LATER_VISIT_COUNTS })
    const found = evidenceOf([...three, distant]).find(({ visitor }) => visitor === 'distant')
    expect(found).toMatchObject({ target: 1, weight: LATER_VISIT_COUNTS })
  })

  it('does not depend on the order of the examples', () => {
    const byVisitor = (some: readonly Example[]) => some.toSorted((a, b) => (a.visitor < b.visitor ? -1 : 1))
    expect(byVisitor(evidenceOf(three.toReversed()))).toEqual(byVisitor(evidenceOf(three)))
  })

  it('leaves everything as it is where last moments are of one kind', () => {
    const yes = example({ visitor: 'yes', label: 1, endsVisit: false })
    const all = [yes, ...visitsOf('no', 0, 0)]
    expect(evidenceOf(all)).toBe(all)
  })
})
