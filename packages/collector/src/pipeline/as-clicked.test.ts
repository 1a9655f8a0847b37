import type { WireEvent } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import { newSite } from '../sites.ts'
import { asClicked } from './as-clicked.ts'

const site = newSite({ id: 'example', domains: ['example.nl'] }, 0)
const click = (href?: string) =>
  asClicked(
    {
      id: 'event-0001',
      type: 'download',
      url: 'https://www.example.nl/contact',
      ...(href === undefined ? {} : { href }),
    } satisfies WireEvent,
    site,
  )?.type

it.each([
  'https://www.example.nl/prijzen.pdf',
  'https://www.example.nl/Prijzen.PDF?versie',
  'https://cdn.example/film.mp4#t',
  'https://cdn.example/bron.tar.gz',
  '/tekening.dwg',
  'https://www.example.nl/genereer',
  'https://www.example.nl/genereer.php?id',
  'https://other.example/',
  undefined,
])('%s is a download', (href) => {
  expect(click(href)).toBe('download')
})

it.each([
  'https://other.example/x/jan@example.nl',
  'https://other.example/nieuws/dr.jansen',
  'https://other.example/v1.2',
  'https://nl.wikipedia.example/wiki/Node.js',
  'https://notexample.nl/over-ons.nl',
])('%s is a way out', (href) => {
  expect(click(href)).toBe('outbound_click')
})

it.each([
  'https://www.example.nl/over-ons.nl',
  'https://example.nl/v1.2',
  'https://shop.example.nl/nieuws/dr.jansen',
  '/over-ons.nl',
])('%s is a page of the site', (href) => {
  expect(click(href)).toBeUndefined()
})

it('leaves every other event as it is', () => {
  const event: WireEvent = { id: 'event-0001', type: 'outbound_click', href: 'https://example.nl/v1.2' }
  expect(asClicked(event, site)).toBe(event)
})
