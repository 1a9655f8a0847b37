import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Topic } from '@koopsignaal/protocol'
import { describe, expect, test } from 'vitest'
import { compileRules, toTopic } from './topic.ts'

const EXAMPLES = join(import.meta.dirname, '../../../../examples')

/** What a person would say each page is about, by its file; a folder stands for all in it, the longest name counts. */
const BY_HAND: Readonly<Record<string, Topic | null>> = {
  'shop/index.html': null,
  'shop/algemene-voorwaarden.html': 'terms',
  'shop/bedankt.html': 'checkout',
  'shop/bestellen.html': 'checkout',
  'shop/contact.html': 'contact',
  'shop/contact-bedankt.html': 'contact',
  'shop/klantverhalen': 'proof',
  'shop/offerte.html': 'contact',
  'shop/offerte-bedankt.html': 'checkout',
  'shop/oplossingen': 'solution',
  'shop/over-ons.html': 'about',
  'shop/prijzen.html': 'price',
  'shop/privacy.html': 'terms',
  'shop/problemen': 'problem',
  'shop/producten.html': 'list',
  'shop/producten/': 'item',
  'shop/vacatures.html': 'careers',
  'shop/veelgestelde-vragen.html': 'support',
  'shop/vergelijken.html': 'compare',
  'shop/winkelwagen.html': 'checkout',
  'shop/zoeken.html': 'list',
  'services/index.html': null,
  'services/afspraak.html': 'contact',
  'services/afspraak-bedankt.html': 'checkout',
  'services/artikelen/': 'problem',
  'services/diensten.html': 'solution',
  'services/klantverhalen.html': 'proof',
  'services/over-ons.html': 'about',
  'services/tarieven.html': 'price',
  'services/vacatures.html': 'careers',
  'services/werkwijze.html': 'solution',
  'spa/index.html': null,
}

const PREFIX: Readonly<Record<string, string>> = {
  shop: '/demo/',
  services: '/demo-services/',
  spa: '/demo-spa/',
}

interface ExamplePage {
  readonly file: string
  readonly path: string
  readonly html: string
}

const pages: readonly ExamplePage[] = readdirSync(EXAMPLES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
  .map((entry) => {
    const file = relative(EXAMPLES, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    const [folder, ...rest] = file.split('/')
    return {
      file,
      path: `${PREFIX[folder!]}${rest.join('/').replace(/^index\.html$/, '')}`,
      html: readFileSync(join(EXAMPLES, file), 'utf8'),
    }
  })

function byHand(file: string): Topic | null | undefined {
  const named = Object.keys(BY_HAND)
    .filter((name) => file.startsWith(name))
    .toSorted((a, b) => b.length - a.length)[0]
  return named === undefined ? undefined : BY_HAND[named]
}

function told(html: string, pattern: RegExp): string | null {
  return pattern.exec(html)?.[1] ?? null
}

const noRules = compileRules([])

// The shop served under /demo/ took its own home page for "book a demonstration".
describe('the example sites as the collector serves them', () => {
  test.each(pages)('$path is about what a person would say', ({ file, path, html }) => {
    const title = told(html, /<title>([^<]*)/)
    const topic = told(html, /<meta name="koop:topic" content="([^"]*)/)
    const pageType = told(html, /<meta property="og:type" content="([^"]*)/)
    expect(toTopic({ topic, pageType, path, title }, noRules)).toBe(byHand(file))
  })

  test('are all there', () => {
    expect(pages.length).toBeGreaterThanOrEqual(40)
  })

  test('a page of the app without a word of its own', () => {
    const page = { topic: null, pageType: null, title: 'Tern 2 | Leeside' }
    expect(toTopic({ ...page, path: '/demo-spa/tern-2' }, noRules)).toBeNull()
  })
})

describe('a part of a path that is "demo"', () => {
  const about = (path: string, title: string | null = null) =>
    toTopic({ topic: null, pageType: null, path, title }, noRules)

  test.each([
    ['/demo/', 'Droogtuin | Alles voor een tuin', null],
    ['/demo/blog/iets', null, null],
    ['/demo/prijzen', null, 'price'],
    ['/demo/problemen/plassen-op-het-gazon.html', 'Probleem: plassen op het gazon', 'problem'],
    ['/demo-services/over-ons', null, 'about'],
    ['/demo-services/iets', null, null],
    ['/en/demo/blog/something', null, null],
    ['/blog/demo/iets', null, null],
  ] as const)('%s is no page to ask for a demonstration', (path, title, topic) => {
    expect(about(path, title)).toBe(topic)
  })

  test.each([
    ['/demo', null],
    ['/en/demo', null],
    ['/product/demo', null],
    ['/book-a-demo', null],
    ['/book-a-demo/', null],
    ['/demo-aanvragen', null],
    ['/demo-aanvragen/bedankt-voor-uw-aanvraag', null],
    ['/demo/', 'Book a demo | Acme'],
  ] as const)('%s is', (path, title) => {
    expect(about(path, title)).toBe('contact')
  })
})
