import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTables } from './census-tables.ts'
import { Places } from './places.ts'

/** Steps from one key to the next, and whether each of them stands first. */
const stretch = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()), {
  minLength: 1,
  maxLength: 8,
})

it('gives everybody one place, finds them again, and knows who is not there', () => {
  fc.assert(
    fc.property(
      fc.array(stretch, { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
      (stretches, later) => {
        const { visitors } = createTables()
        const places = new Places({ visitors })
        const keys: number[] = []
        const next = (step: number): number => keys[keys.push((keys.at(-1) ?? 0) + step) - 1]!
        for (const one of stretches) {
          const start = visitors.count
          const own = one.map(([step]) => next(step))
          places.add(
            own,
            one.map(([, first]) => first),
          )
          const first = own.filter((_, i) => one[i]![1])
          expect([...visitors.columns.key.subarray(start, visitors.count)]).toEqual([
            ...first,
            ...own.filter((_, i) => !one[i]![1]),
          ])
        }
        for (const step of later) {
          const key = next(step)
          expect([places.find(key), places.of(key)]).toEqual([null, visitors.count - 1])
        }
        expect(visitors.count).toBe(keys.length)
        const known = new Set(keys)
        for (let key = 0; key <= (keys.at(-1) ?? 0); key++) {
          const place = places.find(key)
          expect(place === null ? null : visitors.columns.key[place]).toBe(known.has(key) ? key : null)
          if (keys.length > 0) expect(places.of(key)).toBe(place)
        }
        expect(visitors.count).toBe(keys.length)
      },
    ),
    { numRuns: 300 },
  )
})
