import vm from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newSite } from './sites.ts'
import { createTrackerScripts } from './tracker-script.ts'

const SNIPPET = 'start(KOOP_SITE,KOOP_ROUTE,KOOP_PARTS)'
const site = (id: string) => newSite({ id, domains: ['example.nl'] }, 0)

describe('the snippet of a site', () => {
  it('holds the settings as values, whatever the site is called', () => {
    const scriptOf = createTrackerScripts(() => SNIPPET)
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('");alert(1);//', '</script><script>', '\u2028', "$&$1$`$'", 'KOOP_SITE', '\\"'),
        ),
        (id) => {
          const text = scriptOf(site(id)).plain.toString()
          const started: unknown[][] = []
          const location = { pathname: '/a' }
          vm.runInNewContext(text, { location, start: (...given: unknown[]) => started.push(given) })
          expect(started.map((given) => given.slice(0, 2))).toEqual([[id.toWellFormed(), '/a']])
          expect(text).not.toMatch(/<\/?script|<!--/i)
        },
      ),
    )
  })

  it('is made once for the same settings and anew for others', () => {
    const scriptOf = createTrackerScripts(() => SNIPPET)
    expect(scriptOf(site('a'))).toBe(scriptOf({ ...site('a'), domains: ['other.nl'] }))
    expect(scriptOf(site('a')).hash).not.toBe(scriptOf({ ...site('a'), hashRouting: true }).hash)
  })

  it('has an integrity that a browser accepts for that very text', async () => {
    const { plain, integrity } = createTrackerScripts(() => SNIPPET)(site('a'))
    const digest = await crypto.subtle.digest('SHA-384', new Uint8Array(plain))
    expect(integrity).toBe(`sha384-${Buffer.from(digest).toString('base64')}`)
  })

  it.each(['start()', ''])('is not made of %j', (template) => {
    expect(() => createTrackerScripts(() => template)(site('a'))).toThrow('must have places for settings')
  })

  it('is the small one for a site that asks for it, where that can do what the site allows', () => {
    const scriptOf = createTrackerScripts((file) => `${file}(KOOP_SITE)`)
    const text = (more: Partial<Parameters<typeof scriptOf>[0]>) =>
      scriptOf({ ...site('a'), ...more }).plain.toString()
    expect(text({})).toMatch(/^k\.js/)
    expect(text({ variant: 'core' })).toMatch(/^k\.core\.js/)
    expect(text({ variant: 'core', consent: 'count' })).toMatch(/^k\.js/)
    expect(text({ variant: 'core', consent: 'off' })).toMatch(/^k\.off\.js/)
    expect(text({ consent: 'off' })).toMatch(/^k\.off\.js/)
    expect(text({ delivery: 'offline' })).toMatch(/^k\.offline\.js/)
    expect(text({ delivery: 'offline', consent: 'off' })).toMatch(/^k\.off\.offline\.js/)
    // It keeps nothing.
    expect(text({ delivery: 'offline', variant: 'core' })).toMatch(/^k\.core\.js/)
  })

  it('knows the site’s domains only where the collector keeps the id too', () => {
    const scriptOf = createTrackerScripts(
      () => 'try{fetch(KOOP_SITE,{keepalive:!0,a:document.cookie=1})}catch{}',
    )
    const text = (more: object) => scriptOf({ ...site('a'), ...more }).plain.toString()
    expect(text({})).not.toMatch(/example\.nl|credentials/)
    expect(text({ cookie: 'server' })).toMatch(/"example\.nl".*credentials/)
    expect(text({ cookie: 'server', domains: ['tuin.be'] })).toContain('"tuin.be"')
    // It has no id to keep.
    expect(text({ cookie: 'server', variant: 'core' })).not.toMatch(/example\.nl|credentials/)
  })
})
