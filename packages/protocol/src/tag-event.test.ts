import { describe, expect, it } from 'vitest'
import { fromTag } from './tag-event.ts'

const url = 'https://example.nl/drainage'
const told = (type: string, ...data: unknown[]) =>
  fromTag({ id: 'event-0001', seen: 1_000, url, type, data }, 1_040)
const common = { id: 'event-0001', url, ago: 40 }

describe('what the tag saw', () => {
  it.each<[string, unknown[], object]>([
    ['page_view', ['', 'Drainage', []], { type: 'page_view', referrer: '', title: 'Drainage' }],
    [
      'page_view',
      [
        'https://example.nl/',
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
    ['engagement', [3_000, 0.499], { type: 'engagement', engagedMs: 3_000, scrollPercent: 49 }],
    ['engagement', [3_000, 1.2], { type: 'engagement', engagedMs: 3_000, scrollPercent: 100 }],
    ['engagement', [3_000, null], { type: 'engagement', engagedMs: 3_000, scrollPercent: 0 }],
    ['engagement', [3_000], { type: 'engagement', engagedMs: 3_000 }],
    ['cta', ['offerte'], { type: 'cta_click', cta: 'offerte' }],
    ['focus', ['contact'], { type: 'form_start', form: 'contact' }],
    ['submit', [null], { type: 'form_submit' }],
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
    expect(told(type, ...data)).toEqual({ ...common, ...event })
  })

  it('has the id and the page that the page gives it', () => {
    const conversion = { id: 'order-1234', url: 'https://example.nl/bedankt', name: 'order' }
    expect(told('conversion', conversion)).toMatchObject(conversion)
  })

  it('happened now by a clock that was set back, and when the tag says nothing of time', () => {
    const event = { id: 'event-0001', seen: 1_000, url, type: 'cta', data: ['x'] }
    expect(fromTag(event, 900)).toMatchObject({ ago: 0 })
    expect(fromTag({ ...event, id: 0.5, seen: undefined }, undefined)).not.toHaveProperty('ago')
  })

  it('has an id of digits where the tag has a random number', () => {
    for (const id of [0.123456789, 1e-7, 0, 0.5])
      expect(fromTag({ id, url, type: 'cta', data: ['x'] }, undefined)).toMatchObject({
        id: expect.stringMatching(/^\d{20}$/),
      })
  })
})

describe('a click on a link', () => {
  it.each<[string, unknown, object | null]>([
    ['mailto:', null, { type: 'cta_click', cta: 'mailto' }],
    ['tel:', null, { type: 'cta_click', cta: 'tel' }],
    ['whatsapp:', null, { type: 'cta_click', cta: 'whatsapp' }],
    ['https://wa.me/31612345678', null, { type: 'cta_click', cta: 'whatsapp' }],
    ['https://api.whatsapp.com/send?phone', null, { type: 'cta_click', cta: 'whatsapp' }],
    [
      'https://other.example/wa.me/x',
      null,
      { type: 'outbound_click', href: 'https://other.example/wa.me/x' },
    ],
    ['https://other.example/', null, { type: 'outbound_click', href: 'https://other.example/' }],
    ['https://www.example.nl/', null, { type: 'outbound_click', href: 'https://www.example.nl/' }],
    [
      'https://example.nl/prijzen.pdf?v',
      null,
      { type: 'download', href: 'https://example.nl/prijzen.pdf?v' },
    ],
    ['https://example.nl/genereer', {}, { type: 'download', href: 'https://example.nl/genereer' }],
    ['https://other.example/a.html', null, { type: 'outbound_click', href: 'https://other.example/a.html' }],
    ['https://example.nl/a.jspx', null, null],
    ['javascript:void(0)', null, null],
    ['blob:https://example.nl/1', {}, null],
    ['tg://resolve', null, null],
    ['https://', null, null],
  ])('%s', (href, download, event) => {
    expect(told('link', href, download)).toEqual(event && { ...common, ...event })
  })
})

it.each<unknown>([
  null,
  undefined,
  7,
  'text',
  [],
  { id: 'event-0001', type: 'cta_click', cta: 'x', url },
  { id: 'event-0001', type: 'cta', data: ['x'] },
  { id: 0.5, type: 'cta', data: 'x' },
])('leaves %j as it is: not of the tag', (event) => {
  expect(fromTag(event, 0)).toBe(event)
})
