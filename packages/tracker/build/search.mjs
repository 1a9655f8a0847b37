import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { rollup } from 'rollup'
import config from '../../../rollup.config.mjs'
import { fillIn } from '../../protocol/src/tracker-settings.ts'
import { descend, findBindings, separateNames } from './bindings.mjs'
import { createPacker, firstDeclared, keepChoice, readChoice, reorder, toChoice } from './pack.mjs'

/** Looks for the names and the order that pack the snippet smallest, for a site with ordinary settings, and keeps them in packed.json.
 *  To be run after a change of the snippet, before it is built: `npm run pack`. It takes minutes, and comes to the same each time. */

const CHOICES = new URL('packed.json', import.meta.url)
const SETTINGS = { site: 'example', consent: 'cookieless', hashRouting: false, queryRouting: false }
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
/** Climbs of each variant, for each ends on a hill of its own; more of those that have an aim. */
const CLIMBS = { 'k.js': 4, 'k.core.js': 2 }
const tries = Number(process.argv[2] ?? 6_000)

function sizeOf(code) {
  const text = Buffer.from(fillIn(code, SETTINGS))
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
  return brotliCompressSync(text, {
    params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: text.length },
  }).length
}

/** The same numbers each time. Source: Park and Miller, 1988.
 *  @returns a function that gives a whole number from 0 to below its argument */
function createRandom(seed) {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** For each variable the places of those that may not have its name: they are of the same scope, or used where it is known. */
function rivalsOf(bindings) {
  const isWithin = (scope, outer) => scope === outer || (scope !== undefined && isWithin(scope.outer, outer))
  const reaches = (a, b) => isWithin(b.scope, a.scope) && a.uses.some(({ scope }) => isWithin(scope, b.scope))
  return bindings.map((a) =>
    bindings.flatMap((b, i) => (a !== b && (reaches(a, b) || reaches(b, a)) ? [i] : [])),
  )
}

/** Whether nothing is asked for before it is declared; functions ask later. */
function isInOrder(code) {
  const parts = firstDeclared(code).map(({ id, init }) => ({
    declares: [...descend(id)].map(({ name }) => name),
    asks: init && !/Function|Assignment/.test(init.type) ? [...descend(init)].map(({ name }) => name) : [],
  }))
  const late = (i) => parts.slice(i).flatMap(({ declares }) => declares)
  return parts.every(({ asks }, i) => !asks.some((name) => name && late(i).includes(name)))
}

const swapped = (list, i, j) => list.map((value, at) => (at === i ? list[j] : at === j ? list[i] : value))

/** Changes one thing at a time, and keeps what makes the script no larger.
 *  @param last  what was chosen for the script before it was changed: a start as good as any, where it still fits */
function climb(code, seed, last) {
  const random = createRandom(seed)
  const plain = separateNames(code)
  const { bindings } = findBindings(plain)
  const rivals = rivalsOf(bindings)
  const pack = createPacker(code)
  const isClear = (names) => rivals.every((them, i) => !them.some((at) => names[at] === names[i]))

  const change = ({ order, names }) => {
    const kind = random(10)
    if (kind === 0) return { order: swapped(order, random(order.length), random(order.length)), names }
    const i = random(names.length)
    if (kind < 5) return { order, names: swapped(names, i, random(names.length)) }
    return { order, names: names.with(i, LETTERS[random(LETTERS.length)]) }
  }

  const plainly = {
    order: firstDeclared(code).map((_, i) => i),
    names: findBindings(code).bindings.map(({ name }) => name),
  }
  const fits =
    last?.order.length === plainly.order.length &&
    last.names.length === plainly.names.length &&
    isClear(last.names) &&
    isInOrder(reorder(plain, last.order))
  let best = fits ? last : plainly
  let size = sizeOf(pack(best))
  for (let n = 0; n < tries; n++) {
    const next = change(best)
    if (!isClear(next.names)) continue
    if (next.order !== best.order && !isInOrder(reorder(plain, next.order))) continue
    const nextSize = sizeOf(pack(next))
    if (nextSize <= size) {
      best = next
      size = nextSize
    }
  }
  return { size, choice: best }
}

/** The variants of the snippet as they are before a choice is applied. */
async function* unpacked() {
  const snippets = config.filter(({ input }) => input === 'packages/tracker/src/index.ts')
  for (const { output, plugins, ...options } of snippets) {
    const before = plugins.filter(({ name }) => name !== 'pack' && name !== 'print-size')
    const bundle = await rollup({ ...options, plugins: before, logLevel: 'silent' })
    const {
      output: [{ code }],
    } = await bundle.generate(output)
    yield { file: output.file.split('/').at(-1), code }
  }
}

const choices = JSON.parse(readFileSync(CHOICES, 'utf8'))
for await (const { file, code } of unpacked()) {
  if (readChoice(choices[file], code) !== null) continue
  const last = choices[file] && toChoice(choices[file])
  const found = Array.from({ length: CLIMBS[file] ?? 1 }, (_, i) =>
    climb(code, i + 1, i % 2 ? undefined : last),
  )
  const { size, choice } = found.toSorted((a, b) => a.size - b.size)[0]
  choices[file] = keepChoice(code, choice)
  console.log(`${file}: ${sizeOf(code)} → ${size} bytes (${found.map((one) => one.size).join(', ')})`)
}
writeFileSync(CHOICES, `${JSON.stringify(choices, null, 2)}\n`)
