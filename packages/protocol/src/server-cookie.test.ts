import { describe, expect, it } from 'vitest'
import { domainOf, withServerCookie } from './server-cookie.ts'

describe('domainOf', () => {
  it.each([
    ['example.nl', 'example.nl'],
    ['www.example.nl', 'example.nl'],
    ['a.b.example.nl', 'example.nl'],
    ['tuin.be', 'tuin.be'],
    ['notexample.nl', undefined],
    ['example.nl.evil.com', undefined],
    ['nl', undefined],
    ['localhost', undefined],
  ])('%s is in %s', (host, domain) => {
    expect(domainOf(['example.nl', 'tuin.be'], host)).toBe(domain)
  })
})

/** A browser's cookies for one page, as far as the snippet goes: a name may be there once for the host and once for the domain. */
function openPage(hostname: string) {
  const jar = new Map<string, string>()
  const document = {
    get cookie() {
      return [...jar].map(([key, value]) => `${key.split('|')[0]}=${value}`).join('; ')
    },
    set cookie(text: string) {
      const [pair = '', ...attributes] = text.split(';')
      const [name, value = ''] = pair.split('=')
      const key = `${name}|${attributes.find((one) => one.startsWith('domain=')) ?? ''}`
      if (attributes.includes('max-age=0')) jar.delete(key)
      else jar.set(key, value)
    },
  }
  const code = withServerCookie(
    'try{const send=fetch=>fetch({method:"POST",keepalive:!0,body:1});page.send=send;page.read=()=>document.cookie;' +
      'page.yes=id=>document.cookie="koop="+id+";path=/;max-age=15552000";page.no=()=>document.cookie="koop=;path=/;max-age=0"}catch{}',
    ['example.nl'],
  )
  const page = {} as {
    send(fetch: (init: unknown) => unknown): unknown
    read(): string
    yes(id: string): void
    no(): void
  }
  new Function('page', 'document', 'location', code)(page, document, { hostname })
  return { ...page, jar }
}

describe('the snippet of a site whose collector keeps the id too', () => {
  it('sends cookies along', () => {
    expect(openPage('www.example.nl').send((init) => init)).toEqual({
      method: 'POST',
      keepalive: true,
      credentials: 'include',
      body: 1,
    })
  })

  it('writes its own cookie as before', () => {
    const page = openPage('www.example.nl')
    page.yes('1234567890')
    expect([...page.jar]).toEqual([['koop|', '1234567890']])
    expect(page.read()).toBe('koop=1234567890')
  })

  it('takes off both cookies, also one that an answer brings back, and leaves a new one', () => {
    const page = openPage('www.example.nl')
    page.yes('1234567890')
    page.jar.set('koop|domain=example.nl', '1234567890')
    page.no()
    expect([...page.jar]).toEqual([])
    page.jar.set('koop|domain=example.nl', '1234567890')
    expect(page.read()).toBe('')
    expect([...page.jar]).toEqual([])
    page.yes('9876543210')
    expect(page.read()).toBe('koop=9876543210')
  })

  it("does not take another's cookie for the id that was taken off", () => {
    const page = openPage('www.example.nl')
    page.jar.set('laatste-koop|', '1234567890')
    page.no()
    page.jar.set('koop|domain=example.nl', '1234567890')
    expect(page.read()).toBe('laatste-koop=1234567890; koop=1234567890')
  })

  it('works on a page that is in none of the domains', () => {
    const page = openPage('localhost')
    page.yes('1234567890')
    page.no()
    expect([...page.jar]).toEqual([])
  })

  it.each([
    'try{document.cookie=1}catch{}',
    'try{keepalive:!0,1}catch{}',
    'document.cookie={keepalive:!0,x:1}',
  ])('is not made of %s', (code) => {
    expect(() => withServerCookie(code, ['example.nl'])).toThrow('the snippet must')
  })

  it('is safe inside a script', () => {
    const code = 'try{document.cookie={keepalive:!0,x:1}}catch{}'
    expect(withServerCookie(code, ['</script>'])).not.toContain('</script')
  })
})
