import { FACT_KINDS, type FactKind } from './facts.ts'

/** Chosen: the pages of a large site, its sources and the agents. */
const REMEMBERED = 20_000
// One for each kind: putting the kind before a text would copy the text.
const numbers = new Map<FactKind, Map<string, number>>(FACT_KINDS.map((kind) => [kind, new Map()]))
let lastNumber = 0

/** A number for a fact, in this thread: the same for the same, as long as it is not forgotten; one that comes back has another, and is
 *  written again. What a packer remembers is a few numbers instead of the pages' titles, for each of thousands of visits under way. */
export function numberOf(kind: FactKind, json: string): number {
  const own = numbers.get(kind)!
  const known = own.get(json)
  if (known !== undefined) return known
  if (own.size >= REMEMBERED) own.delete(own.keys().next().value!)
  own.set(json, ++lastNumber)
  return lastNumber
}
