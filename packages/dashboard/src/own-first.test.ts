import { expect, it } from 'vitest'
import { shop } from './answers.fixture.ts'
import { ownFirst } from './own-first.ts'

it('the sites of the owner come before those of the demo, each as they were', () => {
  const site = (id: string, ...domains: string[]) => ({ ...shop, id, domains })
  const given = [
    site('demo', '127.0.0.1', 'localhost'),
    site('shop', 'example.nl'),
    site('spa', '127.0.0.1', 'localhost'),
    site('tried', 'example.nl', 'localhost'),
  ]
  expect(ownFirst(given).map(({ id }) => id)).toEqual(['shop', 'tried', 'demo', 'spa'])
})
