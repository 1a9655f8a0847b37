import { COOKIE_KEEPERS, DELIVERIES } from '@koopsignaal/protocol'
import { StartError } from '../errors.ts'
import type { Command } from './command.ts'
import { oneOf } from './one-of.ts'
import { requireSite, withStore } from './with-store.ts'

export const siteSet: Command = {
  name: 'site set',
  summary: 'Changes what the snippet of a site does; pages get it within an hour. What is left out stays.',
  usage:
    'site set <id> [--consent off|count|cookieless] [--variant full|core] [--cookie script|server] [--delivery standard|offline]',
  words: 1,
  options: {
    consent: { kind: 'text', help: 'what holds until the visitor chooses: off, count, cookieless' },
    variant: { kind: 'text', help: 'which snippet its tag loads: full, core' },
    delivery: {
      kind: 'text',
      help: 'what becomes of events that cannot be sent: standard, or offline: who agreed keeps them on the device',
    },
    cookie: {
      kind: 'text',
      help: 'who keeps the id of a visitor who agreed: script, or server where the collector is on the site’s own domain',
    },
  },
  settings: ['data', 'store'],
  run: async ({ words, config, text }, io) => {
    const consent = oneOf(['off', 'count', 'cookieless'], text('consent'), 'consent')
    const variant = oneOf(['full', 'core'], text('variant'), 'variant')
    const cookie = oneOf(COOKIE_KEEPERS, text('cookie'), 'cookie')
    const delivery = oneOf(DELIVERIES, text('delivery'), 'delivery')
    const change = {
      ...(consent && { consent }),
      ...(variant && { variant }),
      ...(cookie && { cookie }),
      ...(delivery && { delivery }),
    }
    if (Object.keys(change).length === 0)
      throw new StartError(`Nothing to change. Usage: koopsignaal ${siteSet.usage}`, 2)
    const site = await withStore(config, async (store) => {
      await store.changeSite((await requireSite(store, words[0]!)).id, change)
      return requireSite(store, words[0]!)
    })
    io.print(
      `Site ${site.id}: consent ${site.consent}, variant ${site.variant}, cookie ${site.cookie}, delivery ${site.delivery}.`,
    )
  },
}
