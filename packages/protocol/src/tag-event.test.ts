import { describe, expect, it } from 'vitest'
import { fromTag } from './tag-event.ts'

const HERE = 'https://example.nl/drainage'
const row = (type: string, ...data: unknown[]) => [
  'example',
  null,
  null,
  false,
  0.5,
  1_000,
  [HERE],
  type,
  ...data,
]
const told = (type: string, ...data: unknown[]) => fromTag([1_040, row(type, ...data)])?.batch.events
const common = { id: '50000000000000000000', url: HERE, ago: 40 }

describe('where the tag came from', () => {
  it.each([
    ['https://koop.example.nl/k/example.js', 'example'],
    ['https://koop.example.nl/k/my-shop_2.0123456789abcdef.js', 'my-shop_2'],
    ['https://winkel.example/meten/k/example.js?ver=6.4', 'example'],
    ['https://a.example/k/x/k/example.js#/k/other.js', 'example'],
    ['http://127.0.0.1:8400/k/example.js?from=/k/other.js', 'example'],
    ['https://koop.example.nl/k/', ''],
    ['https://koop.example.nl/example.js', 'https://koop.example.nl/example.js'],
    ['example', 'example'],
    ['k', 'k'],
    [null, null],
    [7, 7],
  ])('names the site: %s', (from, site) => {
    expect(fromTag([1_040, row('cta', 'x').with(0, from)])?.batch.site).toBe(site)
  })
})

describe('what the tag saw', () => {
  it.each<[string, unknown[], object]>([
    ['pageshow', [null, 'Drainage', []], { type: 'page_view', referrer: '', title: 'Drainage' }],
    [
      'pageshow',
      [
        ['https://example.nl/'],
        'x',
        [
          ['', 'website'],
          ['koop:topic', 'drainage'],
          ['', 'product'],
          ['koop:type', 'conversion'],
        ],
      ],
      {
        type: 'page_view',
        referrer: 'https://example.nl/',
        title: 'x',
        topic: 'drainage',
        pageType: 'product',
      },
    ],
    ['scroll', [3_000, 0.499], { type: 'engagement', engagedMs: 3_000, scrollPercent: 49 }],
    ['scroll', [3_000, 1.2], { type: 'engagement', engagedMs: 3_000, scrollPercent: 100 }],
    ['scroll', [3_000, null], { type: 'engagement', engagedMs: 3_000, scrollPercent: 0 }],
    ['scroll', [3_000], { type: 'engagement', engagedMs: 3_000 }],
    ['click', ['offerte'], { type: 'cta_click', cta: 'offerte' }],
    ['cta', ['offerte'], { type: 'cta_click', cta: 'offerte' }],
    ['focus', ['contact'], { type: 'form_start', form: 'contact' }],
    ['submit', [''], { type: 'form_submit' }],
    [
      'event',
      ['video_played', { percent: 50 }],
      { type: 'custom', name: 'video_played', props: { percent: 50 } },
    ],
    ['search', [{ query: 'drainage', results: 0 }], { type: 'search', query: 'drainage', results: 0 }],
    ['page_view', [{ title: 'by hand' }], { type: 'page_view', title: 'by hand' }],
    ['conversion', [{ name: 'order', type: 'x', ago: 9 }], { type: 'conversion', name: 'order' }],
    ['conversion', [], { type: 'conversion' }],
  ])('%s %j', (type, data, event) => {
    expect(told(type, ...data)).toEqual([{ ...common, ...event }])
  })

  it('has the id and the page that the page gives it', () => {
    const conversion = { id: 'order-1234', url: 'https://example.nl/bedankt', name: 'order' }
    expect(told('conversion', conversion)).toMatchObject([conversion])
  })

  it('happened now by a clock that was set back, and where the tag says nothing of time', () => {
    expect(fromTag([900, row('cta', 'x')])?.batch.events).toMatchObject([{ ago: 0 }])
    const timeless = row('cta', 'x').with(5, 0)
    expect(fromTag([0, timeless])?.batch.events[0]).not.toHaveProperty('ago')
  })

  it('has an id of twenty digits where the tag has a random number', () => {
    for (const id of [0.123456789, 1e-7, 0, 0.5])
      expect(fromTag([0, row('cta', 'x').with(4, id)])?.batch.events).toMatchObject([
        { id: expect.stringMatching(/^\d{20}$/) },
      ])
  })

  it.each([
    [['https://a.nl/p'], 'https://a.nl/p'],
    [['https://a.nl/p', '?email', '&utm_source=x'], 'https://a.nl/p?email&utm_source=x'],
    [['https://a.nl/p', '&email', '?b'], 'https://a.nl/p?email&b'],
    [['https://a.nl/p', '?a', '#/b', '?email', '&c'], 'https://a.nl/p?a#/b?email&c'],
    [null, ''],
    ['https://a.nl/', ''],
  ])('is on the page %j', (parts, url) => {
    expect(fromTag([0, row('cta', 'x').with(6, parts)])?.batch.events).toMatchObject([{ url }])
  })
})

describe('who saw it', () => {
  const envelope = (type: string, values: object) => {
    const { events, ...rest } = fromTag([0, Object.assign(row(type, '123456789'), values)])!.batch
    return rest
  }
  const ANNE = '987654321'

  it.each([
    ['cta', {}, {}],
    ['cta', { 1: true }, { consent: 'count' }],
    ['cta', { 2: ANNE }, { consent: 'granted', visitor: ANNE }],
    ['cta', { 2: '12' }, {}],
    // Another tab heard a yes after this one heard a no.
    ['cta', { 1: true, 2: ANNE }, { consent: 'granted', visitor: ANNE }],
    ['cta', { 2: 0, 3: null }, { webdriver: undefined }],
    ['consent', { 1: true }, { consent: 'withdrawn', visitor: '123456789' }],
  ])('%s %j', (type, values, said) => {
    expect(envelope(type, values)).toEqual({ site: 'example', webdriver: false, ...said })
  })
})

it.each(['me', 'segment', 'consent'])('%s is no event', (type) => {
  const { batch, asksMe } = fromTag([0, row(type, null), row('cta', 'x')])!
  expect([batch.events.length, asksMe]).toEqual([1, type === 'me'])
})

describe('a click on a link', () => {
  it.each<[string, object | null]>([
    ['mailto:', { type: 'cta_click', cta: 'mailto' }],
    ['tel:', { type: 'cta_click', cta: 'tel' }],
    ['whatsapp:', { type: 'cta_click', cta: 'whatsapp' }],
    ['https://wa.me/31612345678', { type: 'cta_click', cta: 'whatsapp' }],
    ['https://api.whatsapp.com/send?phone', { type: 'cta_click', cta: 'whatsapp' }],
    ['https://other.example/wa.me/x', { type: 'outbound_click', href: 'https://other.example/wa.me/x' }],
    ['https://other.example/', { type: 'outbound_click', href: 'https://other.example/' }],
    ['https://www.example.nl/', { type: 'outbound_click', href: 'https://www.example.nl/' }],
    ['https://example.nl/prijzen.pdf?v', { type: 'download', href: 'https://example.nl/prijzen.pdf?v' }],
    ['https://other.example/a.zip', { type: 'download', href: 'https://other.example/a.zip' }],
    // Told of because it is marked as a download.
    ['https://example.nl/genereer', { type: 'download', href: 'https://example.nl/genereer' }],
    ['https://other.example/a.html', { type: 'outbound_click', href: 'https://other.example/a.html' }],
    ['https://example.nl/a.html', null],
    ['https://example.nl/a.jspx', null],
    ['javascript:', null],
    ['blob:', null],
    ['tg:', null],
    ['https://', null],
  ])('%s', (href, event) => {
    const [page, ...query] = href.split(/(?=\?)/)
    expect(told('click', [page, ...query])).toEqual(event === null ? [] : [{ ...common, ...event }])
  })
})

it('understands a message of a page that makes texts of lists', () => {
  const message = [1_040, row('cta', 'offerte')]
  expect(fromTag(JSON.stringify(message))).toEqual(fromTag(message))
})

it.each<unknown>([
  null,
  undefined,
  7,
  'text',
  '[',
  '["a"]',
  [],
  [1_040],
  [1_040, 'row'],
  [1_040, row('cta', 'x'), null],
  { site: 'example', events: [] },
])('does not take %j for a message of the tag', (message) => {
  expect(fromTag(message)).toBeNull()
})
