import { parseAst } from 'rollup/parseAst'
import { descend, findBindings, renameAll, replaceAt, separateNames } from './bindings.mjs'

/** Puts the body of each function that is called in one place, as a statement, in that place: source is read in small functions
 *  and a page loads none of them. The minifier does it only where a body is one expression. */
export function unfold(code) {
  let result = separateNames(code)
  for (let next = unfoldOne(result); next !== undefined; next = unfoldOne(result)) {
    result = separateNames(next)
  }
  return result
}

/** @returns the code without one such function, if there is one */
function unfoldOne(code) {
  const ast = parseAst(code)
  const { bindings } = findBindings(code)
  const statements = [...descend(ast)].filter(({ type }) => type === 'ExpressionStatement')
  for (const declaration of ast.body.filter(({ type }) => type === 'VariableDeclaration')) {
    const [{ id, init }] = declaration.declarations
    if (declaration.declarations.length > 1 || !canUnfold(init)) continue
    const uses = bindings
      .find(({ name }) => name === id.name)
      ?.uses.filter(({ node }) => node.start !== id.start)
    const statement = statements.find(({ expression }) => isCallOf(expression, id.name))
    if (uses?.length === 1 && statement) return putBody(code, bindings, declaration, statement)
  }
  return undefined
}

const isCallOf = (expression, name) => expression.type === 'CallExpression' && expression.callee.name === name

const canUnfold = (init) =>
  init?.type === 'ArrowFunctionExpression' &&
  !init.async &&
  ![...descend(init.body)].some(({ type }) => type === 'ReturnStatement')

/** A variable that keeps the value it begins with. */
const isSteady = ({ uses }) =>
  !uses.some(({ node, parent }) => parent.type === 'AssignmentExpression' && parent.left === node)

function putBody(code, bindings, { declarations: [{ init }], start, end }, statement) {
  const text = (node) => code.slice(node.start, node.end)
  const bindingOf = (node) => bindings.find(({ uses }) => uses.some((use) => use.node.start === node.start))
  const same = new Map()
  const lets = init.params.map((param, n) => {
    const given = statement.expression.arguments[n]
    const [from, to] = [given?.type === 'Identifier' && bindingOf(given), bindingOf(param)]
    if (from && to && isSteady(from) && isSteady(to)) {
      same.set(to.name, from.name)
      return ''
    }
    return given ? `let ${text(param)}=${text(given)};` : `let ${text(param)};`
  })
  const body = init.body.type === 'BlockStatement' ? text(init.body).slice(1, -1) : text(init.body)
  // Renamed by itself: all names in it differ from each other already.
  const inner = findBindings(`let ${[...same.keys(), '_'].join()};${body}`)
  const renamed = renameAll(
    `let ${[...same.keys(), '_'].join()};${body}`,
    inner.bindings,
    ({ name }) => same.get(name) ?? name,
  )
  const moved = renamed.slice(renamed.indexOf(';') + 1)
  return replaceAt(code, [
    { start, end, text: '' },
    { start: statement.start, end: statement.end, text: `{${lets.join('')}${moved}}` },
  ])
}
