import type { WireEvent } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { newSite } from '../sites.ts'
import { enrich, type Surroundings } from './enrich.ts'

const around: Surroundings = {
  site: newSite(
    { id: 'example', domains: ['example.nl'], topicRules: [{ path: '/tarief/**', topic: 'price' }] },
    0,
  ),
  visitor: 'anne-0001',
  consent: 'granted',
  receivedAt: 20,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  unseen: false,
  webdriver: false,
  country: 'NL',
}
const kept = (wire: object, more: Partial<Surroundings> = {}) =>
  enrich({ index: 0, wire: { id: 'event-0001', ...wire } as WireEvent, at: 10 }, { ...around, ...more })
const MAIL = 'anne@voorbeeld.nl'

describe('what is kept of an event', () => {
  it('has no address, no user agent and no query', () => {
    const event = kept({ type: 'page_view', url: 'https://example.nl/p?q=geheim&utm_source=brief#x' })
    expect(Object.keys(event).toSorted()).toEqual(
      'at bot browser category consent country detail device host id item os path receivedAt site source title topic type visitor'.split(
        ' ',
      ),
    )
    expect(JSON.stringify(event)).not.toMatch(/geheim|Gecko/)
    expect(event).toMatchObject({
      host: 'example.nl',
      path: '/p',
      at: 10,
      receivedAt: 20,
      browser: 'Firefox',
    })
  })

  it.each(['/wa.me', '.whatsapp', 'wa.me', 'api.whatsapp.com', 'whatsapp'])(
    'names a click on %s as people do',
    (cta) => {
      expect(kept({ type: 'cta_click', cta }).detail).toEqual({ cta: 'whatsapp' })
    },
  )

  it.each<[string, object]>([
    ['the title', { type: 'page_view', url: 'https://example.nl/', title: MAIL }],
    ['the path', { type: 'page_view', url: `https://example.nl/u/${MAIL}` }],
    ['the referrer', { type: 'page_view', url: 'https://example.nl/', referrer: `https://x.nl/${MAIL}` }],
    ['a utm word', { type: 'page_view', url: `https://example.nl/?utm_campaign=${MAIL}` }],
    ['a click', { type: 'cta_click', cta: MAIL }],
    ['a search', { type: 'search', query: MAIL }],
    ['a form', { type: 'form_start', form: MAIL }],
    ['a submitted form', { type: 'form_submit', form: MAIL }],
    ['a link', { type: 'outbound_click', href: `mailto:${MAIL}` }],
    ['a download', { type: 'download', href: `https://example.nl/${MAIL}.pdf` }],
    ['the name of a conversion', { type: 'conversion', name: MAIL }],
    ['an answer', { type: 'feedback', answer: MAIL }],
    ['a question', { type: 'feedback', question: MAIL }],
    ['the name of an event', { type: 'custom', name: MAIL }],
    ['a prop', { type: 'custom', name: 'x', props: { mail: MAIL } }],
    ['the key of a prop', { type: 'custom', name: 'x', props: { [MAIL]: true } }],
    ['the item', { type: 'custom', name: 'x', item: MAIL }],
    ['the category', { type: 'custom', name: 'x', category: MAIL }],
  ])('has no e-mail address in %s', (_name, wire) => {
    const text = JSON.stringify(kept(wire))
    expect(text).not.toContain('voorbeeld')
    expect(text).toContain('[email]')
  })

  it('keeps a zero as a zero', () => {
    expect(kept({ type: 'engagement', engagedMs: 0, scrollPercent: 0 }).detail).toEqual({
      engagedMs: 0,
      scrollPercent: 0,
    })
    expect(kept({ type: 'search', query: '', results: 0 }).detail).toEqual({ query: '', results: 0 })
    expect(kept({ type: 'conversion', name: 'order', value: 0 }).detail).toEqual({ name: 'order', value: 0 })
    expect(kept({ type: 'feedback', rating: 0 }).detail).toEqual({ rating: 0 })
  })
})

describe('the topic of a page', () => {
  it('is the page’s own word before the site’s rule', () => {
    const url = 'https://example.nl/tarief/2026'
    expect(kept({ type: 'page_view', url }).topic).toBe('price')
    expect(kept({ type: 'page_view', url, topic: 'proof' }).topic).toBe('proof')
  })
})

describe('the source of a visit', () => {
  it('stands on the page view that came in from outside, and on nothing else', () => {
    const url = 'https://example.nl/p'
    expect(kept({ type: 'page_view', url, referrer: 'https://www.google.nl/' }).source?.channel).toBe(
      'search',
    )
    expect(kept({ type: 'page_view', url, referrer: 'https://example.nl/' }).source).toBeNull()
    expect(kept({ type: 'cta_click', url, cta: 'x' }).source).toBeNull()
  })
})

describe('a program', () => {
  it('is marked by its user agent, unless a server of the owner does not tell it', () => {
    expect(kept({ type: 'custom', name: 'x' }, { userAgent: null }).bot).toBe('no_user_agent')
    expect(kept({ type: 'custom', name: 'x' }, { userAgent: null, unseen: true }).bot).toBeNull()
    expect(kept({ type: 'custom', name: 'x' }, { webdriver: true }).bot).toBe('webdriver')
  })
})
