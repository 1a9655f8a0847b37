import { LANGUAGES } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import { choiceOf, nameOf, TABLES, TERMS, TEXTS } from './texts.ts'

const all = [
  ...Object.entries(TEXTS),
  ...Object.entries(TERMS).flatMap(([kind, terms]) =>
    Object.entries(terms).map(([name, words]) => [`${kind}.${name}`, words] as const),
  ),
]

it.each(all)('has words for %s in every language', (_name, words) => {
  for (const language of LANGUAGES) {
    const word: unknown = words[language]
    expect(typeof word === 'function' || (typeof word === 'string' && word.trim() !== '')).toBe(true)
  }
})

// The filter by when somebody was last seen once said "came true", as a word of the back-test did.
it('has every name in one table only', () => {
  const names = TABLES.flatMap((table) => Object.keys(table))
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  expect(names.toSorted()).toEqual(Object.keys(TEXTS).toSorted())
})

it('keeps Dutch values and puts English beside them', () => {
  expect(choiceOf('segment', 'koper', 'nl')).toBe('koper')
  expect(choiceOf('segment', 'koper', 'en')).toBe('koper (buyer)')
})

it('shows a value that it does not know as it is, names of objects included', () => {
  expect(nameOf('channel', 'hologram', 'nl')).toBe('hologram')
  expect(nameOf('channel', 'constructor', 'nl')).toBe('constructor')
})
