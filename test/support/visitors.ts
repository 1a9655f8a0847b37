import type { WireBatch, WireEvent } from '@koopsignaal/protocol'

/** Batches as visitors of a shop for garden drainage send them. */

export const ANNE = 'anne4ae92492d2347c6235b4d2611184'
export const BRAM = 'bram91c2f0aa4e0d9b1c77f3e5a2d604'

let made = 0
/** An event id that no other has. */
export function newId(): string {
  return `event-${String(made++).padStart(8, '0')}`
}

export function pageView(path: string, more: Partial<WireEvent> = {}): WireEvent {
  return { id: newId(), type: 'page_view', url: `https://example.nl${path}`, ...more } as WireEvent
}

/** A batch of a visitor who gave consent. */
export function from(visitor: string, events: readonly unknown[], more: object = {}): object {
  return { site: 'example', visitor, consent: 'granted', events, ...more }
}

/** Types a problem into a search engine and reads about it. */
export const zoekerFromSearch = (visitor: string): WireBatch => ({
  site: 'example',
  visitor,
  consent: 'granted',
  events: [
    {
      id: newId(),
      type: 'page_view',
      url: 'https://example.nl/problemen/natte-tuin',
      referrer: 'https://www.google.nl/',
      title: 'Natte tuin? Zo krijgt u hem droog',
      topic: 'problem',
    },
    { id: newId(), type: 'page_view', url: 'https://example.nl/oplossingen/drainage', topic: 'solution' },
  ],
})

/** Compares, looks at one product twice, reads about the supplier, asks for a quote. */
export const koperWithQuote = (visitor: string): WireBatch => ({
  site: 'example',
  visitor,
  consent: 'granted',
  events: [
    {
      id: newId(),
      type: 'page_view',
      url: 'https://example.nl/producten/grindbak?utm_source=nieuwsbrief&utm_medium=email&utm_campaign=najaar',
      topic: 'item',
      item: 'grindbak',
      category: 'drainage',
    },
    { id: newId(), type: 'page_view', url: 'https://example.nl/vergelijken', topic: 'compare' },
    {
      id: newId(),
      type: 'page_view',
      url: 'https://example.nl/producten/grindbak',
      topic: 'item',
      item: 'grindbak',
      category: 'drainage',
    },
    { id: newId(), type: 'page_view', url: 'https://example.nl/prijzen', topic: 'price' },
    { id: newId(), type: 'page_view', url: 'https://example.nl/klantverhalen', topic: 'proof' },
    { id: newId(), type: 'page_view', url: 'https://example.nl/contact', topic: 'contact' },
    { id: newId(), type: 'cta_click', url: 'https://example.nl/contact', cta: 'offerte' },
    { id: newId(), type: 'form_start', url: 'https://example.nl/offerte', form: 'offerte' },
    { id: newId(), type: 'form_submit', url: 'https://example.nl/offerte', form: 'offerte' },
  ],
})
