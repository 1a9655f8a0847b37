import { beforeAll, expect, test } from 'vitest'
import type { Fault } from './support/consent-browser.ts'
import { checkConsent } from './support/consent-check.ts'
import type { Default } from './support/consent-model.ts'
import { buildSnippet } from './support/snippet.ts'

/** The built snippet against a plain model of consent: grant, deny, withdraw, GPC, reload, a second tab, page views and clicks in any
 *  order; after each step the device and what the collector keeps are the model's. */

const SEED = 20_261_122
let textOf: (site: Default) => string

beforeAll(async () => {
  const snippet = await buildSnippet()
  textOf = (consent) => snippet({ site: 'example', consent, hashRouting: false, queryRouting: false })
})

test('100,000 random sequences end as the model says', () => {
  const result = checkConsent(textOf, { sequences: 100_000, seed: SEED })
  expect(result).toEqual({ same: 100_000, difference: null })
}, 240_000)

/** Says yes, with the id of before, for who said no. */
function underLastId(): NonNullable<Fault['batch']> {
  let id = ''
  return (batch) => {
    if (batch.consent === 'granted') id = batch.visitor as string
    return batch.consent === 'count' && id !== '' ? { ...batch, consent: 'granted', visitor: id } : batch
  }
}

/** Snippets that are broken in one way each. */
const MUTANTS: Readonly<Record<string, Fault>> = {
  'does not see GPC': { gpc: () => false },
  'keeps the cookie when consent is taken back': {
    cookie: (text) => (text.includes('max-age=0') ? null : text),
  },
  'gives no id': { cookie: (text) => (text.includes('max-age=0') ? text : null) },
  'gives everybody the same id': { cookie: (text) => text.replace(/=\d{9,}/, '=123456789012') },
  'makes a new id for each yes': { read: (cookies, tab) => (tab === 1 ? '' : cookies) },
  'has something on the device before consent': { loaded: (storage) => storage.set('koop', '1') },
  'keeps a second cookie': {
    cookie: (text) => (text.includes('max-age=0') ? text : text.replace('koop=', 'koopt=')),
  },
  'does not hear a no': { call: (call) => (call[1] === 'denied' ? null : call) },
  'does not tell that consent was taken back': {
    batch: (batch) => (batch.consent === 'withdrawn' ? null : batch),
  },
  'does not hear a yes': { call: (call) => (call[1] === 'granted' ? null : call) },
  'does not name the id when consent is taken back': {
    batch: ({ visitor, ...batch }) =>
      batch.consent === 'withdrawn' ? batch : { ...batch, ...(visitor === undefined ? {} : { visitor }) },
  },
  'says yes for who has not answered': {
    batch: (batch) =>
      batch.consent === undefined ? { ...batch, consent: 'granted', visitor: '123456789' } : batch,
  },
  'goes on under the id that was taken back': { batch: underLastId() },
  'loses what happens after a no': { batch: (batch) => (batch.consent === 'count' ? null : batch) },
}

test.each(Object.entries(MUTANTS))('a snippet that %s is caught', (_, fault) => {
  // By its fault, and not by what is wrong with all.
  expect(checkConsent(textOf, { sequences: 50, seed: SEED }).difference).toBeNull()
  const { difference } = checkConsent(textOf, { sequences: 5_000, seed: SEED, fault })
  expect(difference).not.toBeNull()
})
