import type { FactKind } from './facts.ts'

/** Chosen: the pages of a large site, its sources and the agents. */
const REMEMBERED = 20_000
const numbers = new Map<string, number>()
let lastNumber = 0

/** A number for a fact, in this thread: the same for the same, as long as it is not forgotten; one that comes back has another, and is
 *  written again. What a packer remembers is a few numbers instead of the pages' titles, for each of thousands of visits under way. */
export function numberOf(kind: FactKind, json: string): number {
  const name = kind + json
  const known = numbers.get(name)
  if (known !== undefined) return known
  if (numbers.size >= REMEMBERED) numbers.delete(numbers.keys().next().value!)
  numbers.set(name, ++lastNumber)
  return lastNumber
}
