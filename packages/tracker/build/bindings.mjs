import { parseAst } from 'rollup/parseAst'

/** The names that a script declares, each with the places that mean it: what the steps beside this file need to move code without
 *  changing what it says. Knows the JavaScript that the snippet is written in: `let`, `const`, arrow functions, destructuring. */

const FUNCTION = /^(Arrow)?Function/

/** The nodes right below one. */
export const children = (node) =>
  Object.values(node)
    .flat()
    .filter((value) => typeof value?.type === 'string')

/** A node and all below it. */
export function* descend(node) {
  yield node
  for (const child of children(node)) yield* descend(child)
}

/** The identifiers that a pattern declares. */
function* declaredBy(pattern) {
  if (pattern.type === 'Identifier') yield pattern
  else if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) yield* declaredBy(property.value ?? property.argument)
  } else if (pattern.type === 'ArrayPattern') {
    for (const element of pattern.elements) if (element) yield* declaredBy(element)
  } else yield* declaredBy(pattern.left ?? pattern.argument)
}

/** Whether an identifier below this node is a name of a variable and not of a property. */
const isVariable = (node, parent) =>
  !(parent.type === 'MemberExpression' && parent.property === node && !parent.computed) &&
  !(parent.type === 'Property' && parent.key === node && parent.value !== node && !parent.computed)

class Scopes {
  bindings = []
  unknown = new Set()
  #uses = []

  constructor(ast) {
    this.#enter(ast, undefined)
    for (const use of this.#uses) this.#settle(use)
  }

  #enter(node, outer) {
    const scope = { outer, names: new Map() }
    if (FUNCTION.test(node.type)) this.#declare(scope, node.params)
    for (const child of node.type === 'ForOfStatement' ? [node.left] : [node.body].flat()) {
      if (child.type === 'VariableDeclaration') {
        this.#declare(
          scope,
          child.declarations.map(({ id }) => id),
        )
      }
    }
    for (const child of children(node)) this.#visit(child, node, scope)
  }

  #declare(scope, patterns) {
    for (const pattern of patterns) {
      for (const { name } of declaredBy(pattern)) {
        const binding = { name, scope, uses: [] }
        scope.names.set(name, binding)
        this.bindings.push(binding)
      }
    }
  }

  #visit(node, parent, scope) {
    if (node.type === 'Identifier') {
      if (isVariable(node, parent)) this.#uses.push({ node, parent, scope })
    } else if (FUNCTION.test(node.type) || node.type === 'BlockStatement' || node.type === 'ForOfStatement') {
      this.#enter(node, scope)
    } else if (node.type === 'Property' && node.shorthand) {
      // { name } is written once and means both the property and the variable.
      this.#visit(node.value, { ...node, key: undefined }, scope)
    } else for (const child of children(node)) this.#visit(child, node, scope)
  }

  #settle(use) {
    let scope = use.scope
    while (scope && !scope.names.has(use.node.name)) scope = scope.outer
    if (scope) scope.names.get(use.node.name).uses.push(use)
    else this.unknown.add(use.node.name)
  }
}

/** @returns `bindings`: name, scope and uses of each declared variable; `unknown`: the names that the script takes from the page */
export const findBindings = (code) => new Scopes(parseAst(code))

/** Gives each variable another name.
 *  @param rename  from a binding to its new name */
export function renameAll(code, bindings, rename) {
  const edits = bindings.flatMap((binding) =>
    binding.uses.map(({ node, parent }) => {
      const name = rename(binding)
      const property = parent.type === 'Property' && parent.shorthand ? `${node.name}:` : ''
      return { start: node.start, end: node.end, text: property + name }
    }),
  )
  return replaceAt(code, edits)
}

/** Puts each text in the place of what stands there. */
export function replaceAt(code, edits) {
  let result = code
  for (const { start, end, text } of edits.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end)
  }
  return result
}

/** Gives no two variables the same name, so that code may move from one function into another. */
export function separateNames(code) {
  const { bindings, unknown } = findBindings(code)
  const names = new Map()
  const taken = new Set(unknown)
  for (const binding of bindings) {
    const base = binding.name.replace(/\$\d+$/, '')
    let name = base
    for (let n = 1; taken.has(name); n++) name = `${base}$${n}`
    taken.add(name)
    names.set(binding, name)
  }
  return renameAll(code, bindings, (binding) => names.get(binding))
}
