import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COOKIE_KEEPERS, DELIVERIES, SITE_KINDS, tagAfterLoadOf, tagOf } from '@koopsignaal/protocol'
import { type Config, urlOf } from '../config.ts'
import { StartError } from '../errors.ts'
import { createScriptArchive } from '../script-archive.ts'
import { isDomain, isSiteId, newSite } from '../sites.ts'
import type { Store } from '../storage/store.ts'
import { createTrackerScripts } from '../tracker-script.ts'
import { builtFolder } from './built.ts'
import type { Command, Io } from './command.ts'
import { oneOf } from './one-of.ts'
import { webAddress } from './web-address.ts'
import { requireSite, withStore } from './with-store.ts'

export const siteAdd: Command = {
  name: 'site add',
  summary: 'Adds a site and prints the tag for its pages.',
  usage:
    'site add <id> --domain example.nl [--kind shop|services|content] [--variant full|core] [--cookie script|server] [--delivery standard|offline]',
  words: 1,
  options: {
    domain: { kind: 'text', required: true, help: 'its domain; several with commas' },
    variant: {
      kind: 'text',
      fallback: 'full',
      help: 'which snippet its tag loads; core is the small one, without consent, forms and koop() calls',
    },
    cookie: {
      kind: 'text',
      fallback: 'script',
      help: 'who keeps the id of a visitor who agreed: script, or server where the collector is on the site’s own domain',
    },
    delivery: {
      kind: 'text',
      fallback: 'standard',
      help: 'what becomes of events that cannot be sent: standard, or offline: who agreed keeps them on the device',
    },
    kind: { kind: 'text', fallback: 'shop', help: `what kind of site it is: ${SITE_KINDS.join(', ')}` },
  },
  settings: ['data', 'store', 'host', 'port'],
  run: async ({ words, config, text }, io) => {
    const id = words[0]!
    if (!isSiteId(id)) {
      throw new StartError(
        `The site id '${id}' must be 1 to 64 characters of A-Z a-z 0-9 _ -, and not 'consent', whose script is another.`,
        2,
      )
    }
    const kind = oneOf(SITE_KINDS, text('kind'), 'kind')!
    const variant = oneOf(['full', 'core'], text('variant'), 'variant')!
    const cookie = oneOf(COOKIE_KEEPERS, text('cookie'), 'cookie')!
    const delivery = oneOf(DELIVERIES, text('delivery'), 'delivery')!
    const domains = text('domain')!
      .split(',')
      .map((domain) => domain.trim())
    const wrong = domains.find((domain) => !isDomain(domain))
    if (wrong !== undefined)
      throw new StartError(`--domain is '${wrong}': expected a name such as example.nl.`, 2)
    const add = async (store: Store) => {
      if ((await store.site(id)) !== null) throw new StartError(`There is a site '${id}' already.`)
      await store.putSite(newSite({ id, domains, kind, variant, cookie, delivery }, Date.now()))
    }
    // Sites may be added before the first start.
    await withStore(config, add, 'make')
    io.print(`Site ${id} added. Paste this into its pages, with your collector's own address:`)
    io.print(tagOf(addressOf(config, io), id))
  },
}

export const siteTag: Command = {
  name: 'site tag',
  summary:
    'Prints the tag of a site, one a line: one that always loads the present snippet, one of this very version that the browser checks (SRI), and one that is asked for after the page has loaded, so that the page never waits for the collector.',
  usage: 'site tag <id>',
  words: 1,
  options: { url: { kind: 'text', help: 'the collector’s public address, such as https://koop.example.nl' } },
  settings: ['data', 'store', 'host', 'port'],
  run: async ({ words, config, text }, io) => {
    const site = await withStore(config, (store) => requireSite(store, words[0]!))
    const url = (webAddress(text('url')) ?? addressOf(config, io)).replace(/\/$/, '')
    const read = (file: string) => readFileSync(join(builtFolder('tracker'), file), 'utf8')
    const { hash, integrity, plain } = createTrackerScripts(read)(site)
    // The page may be served for years: this version stays available after an upgrade.
    createScriptArchive(config.dataDir).keep(site.id, hash, plain)
    io.print(tagOf(url, site.id))
    io.print(
      `<script async src="${url}/k/${site.id}.${hash}.js" integrity="${integrity}" crossorigin="anonymous"></script>`,
    )
    io.print(tagAfterLoadOf(url, site.id))
  },
}

/** Where the collector of these settings is to be found. */
function addressOf(config: Config, io: Io): string {
  if (config.port === 0)
    io.note('The port is any free one (0): put the one that the collector names at its start in its place.')
  return urlOf(config)
}

export const siteList: Command = {
  name: 'site list',
  summary: 'Lists the sites.',
  usage: 'site list',
  words: 0,
  options: {},
  settings: ['data', 'store'],
  run: async ({ config }, io) => {
    const sites = await withStore(config, (store) => store.sites())
    for (const site of sites) io.print(`${site.id}\t${site.kind}\t${site.domains.join(' ')}`)
  },
}
