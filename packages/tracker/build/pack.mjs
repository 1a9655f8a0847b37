import { createHash } from 'node:crypto'
import { parseAst } from 'rollup/parseAst'
import { descend, findBindings, renameAll, replaceAt, separateNames } from './bindings.mjs'

/** Which short names a script's variables have, and in which order the first ones are declared, changes nothing but how small the script
 *  is packed: by some 2 %. `search.mjs` looks for a good choice, packed.json keeps it, the build applies it. */

/** @typedef {{ order: number[], names: string[] }} Choice
 *  `order`: of what the script's first `let` declares; `names`: of its variables, as `findBindings` lists them. */

/** A choice as packed.json keeps it; `of` is the fingerprint of the script.
 *  @returns the choice for this script; null where it was made for another */
export function readChoice(kept, code) {
  return kept?.of === fingerprint(code) ? toChoice(kept) : null
}

export const toChoice = ({ order, names }) => ({
  order: order.split(' ').map(Number),
  names: names.split(' '),
})

export const keepChoice = (code, { order, names }) => ({
  of: fingerprint(code),
  order: order.join(' '),
  names: names.join(' '),
})

/** Tells whether a choice was made for this very script. */
const fingerprint = (code) => createHash('sha256').update(code.trim()).digest('hex').slice(0, 16)

/** What the first `let` of the script declares. */
export const firstDeclared = (code) =>
  [...descend(parseAst(code))].find(({ type }) => type === 'VariableDeclaration').declarations

/** Declares the first variables in another order. */
export function reorder(code, order) {
  const parts = firstDeclared(code)
  const textOf = ({ start, end }) => code.slice(start, end)
  const edits = parts.map(({ start, end }, i) => ({ start, end, text: textOf(parts[order[i]]) }))
  return replaceAt(code, edits)
}

/** @returns a function that makes the script that a choice says; it may be asked for many */
export function createPacker(code) {
  // No two variables share a name meanwhile, so that each is known wherever it goes.
  const plain = separateNames(code)
  const all = findBindings(plain).bindings.map(({ name }) => name)
  return ({ order, names }) => {
    const ordered = reorder(plain, order)
    const newName = new Map(all.map((name, i) => [name, names[i]]))
    return renameAll(ordered, findBindings(ordered).bindings, ({ name }) => newName.get(name))
  }
}
