import { TOPICS } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileGlob } from './glob.ts'
import { PAGES } from './lists/topic-pages.fixture.ts'
import { compileRules, toTopic } from './topic.ts'

const page = { topic: null, pageType: null, path: null, title: null }
const noRules = compileRules([])

describe('the guess, on pages labelled by hand', () => {
  test('is right on at least 95 percent of at least 150', () => {
    expect(PAGES.length).toBeGreaterThanOrEqual(150)
    const wrong = PAGES.filter(([path, title, topic]) => toTopic({ ...page, path, title }, noRules) !== topic)
    const accuracy = 1 - wrong.length / PAGES.length
    const told = wrong.map(([path, title, topic]) => {
      return `${path} ${title ?? ''}: ${toTopic({ ...page, path, title }, noRules)}, not ${topic}`
    })
    expect({ accuracy, told }).toMatchObject({
      accuracy: expect.toSatisfy((share: number) => share >= 0.95),
    })
  })

  test('does not mind capitals, a slash at the end, an extension', () => {
    for (const [path, title, topic] of PAGES.filter(([path]) => !/[.#]/.test(path) && path.length > 1)) {
      const right = toTopic({ ...page, path, title }, noRules)
      expect([topic, toTopic({ ...page, path: path.toUpperCase(), title }, noRules)]).toEqual([topic, right])
      expect(toTopic({ ...page, path: `${path.replace(/\/$/, '')}.html`, title }, noRules)).toBe(right)
    }
  })
})

describe('toTopic', () => {
  test('takes the page at its word first', () => {
    const all = { topic: ' Price ', pageType: 'Product', path: '/contact', title: 'FAQ' }
    const rules = compileRules([{ path: '/contact', topic: 'about' }])
    expect(toTopic(all, rules)).toBe('price')
    expect(toTopic({ ...all, topic: null }, rules)).toBe('item')
    expect(toTopic({ ...all, topic: 'nonsense', pageType: 'Article' }, rules)).toBe('about')
    expect(toTopic({ ...all, topic: null, pageType: null }, noRules)).toBe('contact')
    expect(toTopic({ ...all, topic: null, pageType: null, path: '/x' }, noRules)).toBe('support')
  })

  test.each([
    ['Product', 'item'],
    ['https://schema.org/Product', 'item'],
    ['og:product', 'item'],
    ['product.item', 'item'],
    ['CollectionPage', 'list'],
    ['ItemList', 'list'],
    ['ContactPage', 'contact'],
    ['AboutPage', 'about'],
    ['FAQPage', 'support'],
    ['QAPage', 'support'],
    ['CheckoutPage', 'checkout'],
    ['JobPosting', 'careers'],
    ['Review', 'proof'],
    ['WebPage, ContactPage', 'contact'],
    ['Article', null],
    ['website', null],
    ['constructor', null],
    ['__proto__', null],
    ['', null],
  ])('reads the type %j as %j', (pageType, topic) => {
    expect(toTopic({ ...page, pageType }, noRules)).toBe(topic)
  })

  test('lets a home page have a topic only by its own word or rule', () => {
    const home = { ...page, path: '/', title: 'Offerte aanvragen' }
    expect(toTopic(home, noRules)).toBeNull()
    expect(toTopic({ ...home, path: '/nl' }, noRules)).toBeNull()
    expect(toTopic({ ...home, topic: 'list' }, noRules)).toBe('list')
    expect(toTopic(home, compileRules([{ path: '/', topic: 'list' }]))).toBe('list')
  })

  test('believes the deepest part of a path and the first part of a title', () => {
    expect(toTopic({ ...page, path: '/prijzen/vergelijken' }, noRules)).toBe('compare')
    expect(toTopic({ ...page, path: '/vergelijken/prijzen' }, noRules)).toBe('price')
    expect(toTopic({ ...page, title: 'Contact | Reviews' }, noRules)).toBe('contact')
    expect(toTopic({ ...page, title: 'Reviews | Contact' }, noRules)).toBe('proof')
  })

  test('takes the first rule that fits', () => {
    const rules = compileRules([
      { path: '/kennis/*/kosten', topic: 'price' },
      { path: '/kennis/**', topic: 'problem' },
    ])
    expect(toTopic({ ...page, path: '/kennis/drainage/kosten' }, rules)).toBe('price')
    expect(toTopic({ ...page, path: '/kennis/drainage/kosten/x' }, rules)).toBe('problem')
  })

  test('compiles the same rules once', () => {
    const rules = [{ path: '/x', topic: 'item' as const }]
    expect(compileRules(rules)).toBe(compileRules(rules))
  })

  test('never throws and answers with a topic or nothing', () => {
    const any = fc.option(fc.string({ unit: 'binary', maxLength: 3_000 }))
    fc.assert(
      fc.property(any, any, any, any, fc.string(), (topic, pageType, path, title, glob) => {
        const said = toTopic({ topic, pageType, path, title }, compileRules([{ path: glob, topic: 'item' }]))
        expect(said === null || TOPICS.includes(said)).toBe(true)
      }),
    )
  })

  test.each(['-', '/', 'prijs-', '/product', 'a', '\ud800', ' | ', 'e\u0301'])(
    'comes back from three hundred thousand characters of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil(300_000 / piece.length))
      toTopic(
        { topic: text, pageType: text, path: text, title: text },
        compileRules([{ path: '/**/a*b*c/**', topic: 'item' }]),
      )
    },
  )
})

describe('compileGlob', () => {
  test.each([
    ['/blog/*', '/blog/natte-tuin', true],
    ['/blog/*', '/blog/natte-tuin/', true],
    ['/blog/*', '/blog/2026/natte-tuin', false],
    ['/blog/**', '/blog/2026/natte-tuin', true],
    ['/blog/**', '/blog', true],
    ['/blog/**', '/blogger', false],
    ['/**/prijzen', '/a/b/prijzen', true],
    ['/**/prijzen', '/a/b/prijzen/c', false],
    ['/a*c/d', '/abbbc/d', true],
    ['/a*c/d', '/ab/c/d', false],
    ['**/x/*/y', '/a/x/b/x/c/y', true],
    ['/Prijzen', '/prijzen/', true],
    ['/', '/', true],
    ['/', '/x', false],
    ['/a.b', '/axb', false],
    ['/(x+)+$', '/xxxx', false],
    ['*', '/x', false],
    ['**', '/x/y', true],
    ['', '/', true],
  ])('%j on %j: %j', (glob, path, fits) => {
    expect(compileGlob(glob)(path)).toBe(fits)
  })

  test('agrees with the same rule written as a regular expression', () => {
    const small = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 })
    fc.assert(
      fc.property(small, small, (glob, text) => {
        const [tidyGlob, path] = [glob, text.replace(/\*/g, 'a')].map(
          (one) => one.replace(/(?<=[^/])\/$/, '') || '/',
        )
        fc.pre(!tidyGlob!.endsWith('/**'))
        const source = tidyGlob!.replace(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : '[^/]*'))
        expect(compileGlob(glob)(path!)).toBe(new RegExp(`^${source}$`).test(path!))
      }),
      { numRuns: 2_000 },
    )
  })
})
