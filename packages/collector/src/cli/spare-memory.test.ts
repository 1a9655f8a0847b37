import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** MB of the young generation before, after, and once much more is in use, in a process of its own. */
function youngSizes(): readonly number[] {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { spareMemory } from ${JSON.stringify(join(import.meta.dirname, 'spare-memory.ts'))}
    const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 2 ** 20
    const sizes = [size()]
    spareMemory()
    sizes.push(size())
    const inUse = Array.from({ length: 2_000_000 }, (_, i) => [i])
    console.log(JSON.stringify([...sizes, size(), inUse.length]))`
  const out = execFileSync(process.execPath, ['--input-type=module', '--eval', program])
  return (JSON.parse(out.toString()) as number[]).slice(0, 3)
}

it('makes the young generation as large as it shall be, and no larger however much is in use', () => {
  const [before, after, then] = youngSizes()
  expect(before).toBeLessThan(16)
  expect(after).toBeGreaterThanOrEqual(16)
  // Pages may be on their way out at that moment; by itself it doubles.
  expect(Math.max(after!, then!)).toBeLessThan(24)
})
