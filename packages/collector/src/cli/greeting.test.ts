import { expect, it } from 'vitest'
import { greeting } from './greeting.ts'

/** What stands on the screen after a start. */

const told = (sites: readonly string[], adminToken: string | null = null) =>
  greeting({
    url: 'http://127.0.0.1:8400',
    dataDir: '/data',
    loginLink: 'http://127.0.0.1:8400/login?key=ks_1',
    sites,
    demo: false,
    token: null,
    adminToken,
  })
const tags = (sites: readonly string[]) =>
  told(sites).flatMap((line) => /<script async src="(\S+)"><\/script>/.exec(line)?.[1] ?? [])
const scriptOf = (site: string) => `http://127.0.0.1:8400/k/${site}.js`

it('has the tag of each site, and says whose it is', () => {
  expect(tags(['tuin'])).toEqual([scriptOf('tuin')])
  expect(tags(['tuin', 'webwinkel'])).toEqual([scriptOf('tuin'), scriptOf('webwinkel')])
  const lines = told(['tuin', 'webwinkel']).filter((line) => line.includes('<script'))
  expect(lines.map((line) => line.trim().split(/\s+/)[0])).toEqual(['tuin', 'webwinkel'])
})

it('says how to see the tags that would fill the screen', () => {
  const sites = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  expect(tags(sites)).toEqual(sites.slice(0, 5).map(scriptOf))
  expect(told(sites).join('\n')).toContain('and 2 more: npx koopsignaal site list')
  expect(told(sites.slice(0, 5)).join('\n')).not.toContain('more:')
})

it('shows what a tag looks like before there is a site, and how to add one', () => {
  expect(tags([])).toEqual([scriptOf('<site>')])
  expect(told([]).join('\n')).toContain('No site yet. Add one: npx koopsignaal site add')
})

it('warns of an admin token that is easily guessed, without repeating it', () => {
  const warned = told(['a'], 'k'.repeat(31)).filter((line) => line.includes('KOOPSIGNAAL_ADMIN_TOKEN'))
  expect(warned).toEqual([expect.stringMatching(/^Warning: .*fewer than 32 characters/)])
  expect(warned[0]).not.toContain('kkk')
  for (const fine of ['k'.repeat(32), null]) expect(told(['a'], fine).join()).not.toContain('Warning')
})
