import { readFileSync } from 'node:fs'
import { SITE_KINDS, type SiteKind } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { checkModel } from './check-model.ts'
import { PRIORS, priorFor } from './model.ts'
import { SIGNAL_NAMES, SIGNALS } from './signals.ts'

describe('the priors', () => {
  it.each(SITE_KINDS)('%s: plain JSON data with a weight, a reason and a source for every signal', (kind) => {
    const model = priorFor(kind)
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
    expect(model.weights.map(({ signal }) => signal).toSorted()).toEqual(SIGNAL_NAMES.toSorted())
    for (const { unit, reason, source } of model.weights) expect([unit, reason, source]).not.toContain('')
    expect(model).toMatchObject({ kind, version: `${kind}-1`, calibrated: false })
  })

  it('have the same signs on every kind of site', () => {
    const signs = SITE_KINDS.map((kind) => PRIORS[kind].weights.map(({ points }) => Math.sign(points)))
    expect(signs[1]).toEqual(signs[0])
    expect(signs[2]).toEqual(signs[0])
  })

  it('do not exist for another kind', () => {
    expect(() => priorFor('forum' as SiteKind)).toThrow('forum')
  })
})

describe('checkModel', () => {
  const model = PRIORS.shop
  it.each([
    ['base', { base: 30 }],
    ['exit', { koper: { enter: 50, exit: 60 } }],
    ['zoeker', { zoeker: { enter: 70, exit: 20 } }],
    ['waarom alone', { axisCaps: { ...model.axisCaps, waarom: 60 } }],
    ['half-lives', { halfLives: { ...model.halfLives, wat: 0 } }],
    ['one weight', { weights: [...model.weights, model.weights[0]!] }],
    ['cap', { weights: [{ ...model.weights[0]!, cap: 0 }] }],
    ['sd', { now: { ...model.now, terms: [{ ...model.now.terms[0]!, sd: 0 }] } }],
  ])('refuses a model whose %s breaks a rule', (word, change) => {
    expect(() => checkModel({ ...model, ...change })).toThrow(word)
  })
})

describe('docs/scoring-model.md', () => {
  const doc = readFileSync(new URL('../../../docs/scoring-model.md', import.meta.url), 'utf8')

  it.each(SIGNAL_NAMES)('has the row of %s with its points and cap', (signal) => {
    const weights = SITE_KINDS.map((kind) => PRIORS[kind].weights.find((one) => one.signal === signal)!)
    const points = weights.map((weight) => weight.points)
    const caps = weights.map((weight) => weight.cap)
    const cap = new Set(caps).size === 1 ? caps[0] : caps.join(' / ')
    const row = doc.split('\n').find((line) => line.startsWith(`| \`${signal}\` |`))
    const cells = row?.split('|').map((cell) => cell.trim())
    expect(cells?.slice(2, 7)).toEqual([SIGNALS[signal].axis, ...points, cap].map(String))
  })
})
