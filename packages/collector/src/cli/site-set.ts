import { StartError } from '../errors.ts'
import { modelOf } from '../models.ts'
import type { Site } from '../storage/store.ts'
import type { Command } from './command.ts'
import { rebuildInThreads } from './derive-threads.ts'
import { createProgress } from './progress.ts'
import { CHANGE_OPTIONS, readSiteChange } from './site-change.ts'
import { requireSite, withStore } from './with-store.ts'

export const siteSet: Command = {
  name: 'site set',
  summary:
    'Changes settings of a site; pages get what concerns the snippet within an hour. What is left out stays.',
  usage: 'site set <id> --<setting> <value> …',
  words: 1,
  options: CHANGE_OPTIONS,
  settings: ['data', 'store'],
  run: async ({ words, config, text }, io) => {
    const change = readSiteChange(text)
    if (Object.keys(change).length === 0)
      throw new StartError(`Nothing to change. Usage: koopsignaal ${siteSet.usage}`, 2)
    const site = await withStore(config, async (store) => {
      const before = await requireSite(store, words[0]!)
      await store.changeSite(before.id, change)
      const after = await requireSite(store, before.id)
      const present = modelOf(after)
      // Another kind of site has another model to begin with.
      if (present.version !== modelOf(before).version) {
        const onProgress = createProgress(io, `${after.id}: visitors`)
        await rebuildInThreads(config, store, after, { present, onProgress })
      }
      return after
    })
    for (const line of linesOf(site, Object.keys(change))) io.print(line)
  },
}

/** What the snippet does, in one line; then what else was changed. */
function linesOf(site: Site, changed: readonly string[]): readonly string[] {
  const told = Object.entries(TOLD)
    .filter(([name]) => changed.includes(name))
    .map(([, tell]) => `  ${tell(site)}`)
  const { id, consent, variant, cookie, delivery } = site
  return [
    `Site ${id}: consent ${consent}, variant ${variant}, cookie ${cookie}, delivery ${delivery}.`,
    ...told,
  ]
}

const TOLD: Readonly<Record<string, (site: Site) => string>> = {
  domains: ({ domains }) => `domains ${domains.join(', ')}`,
  kind: ({ kind }) => `kind ${kind}`,
  timeZone: ({ timeZone }) => `time zone ${timeZone}`,
  language: ({ language }) => `language ${language}`,
  hashRouting: ({ hashRouting }) => `hash routing ${hashRouting ? 'on' : 'off'}`,
  queryRouting: ({ queryRouting }) => `query routing ${queryRouting ? 'on' : 'off'}`,
  goals: ({ goals }) =>
    `goals ${goals.map(({ conversion, perMonth }) => `${conversion} ${perMonth} a month`).join(', ') || 'none'}`,
  topicRules: ({ topicRules }) =>
    `topics ${topicRules.map(({ path, topic }) => `${path} ${topic}`).join(', ') || 'none'}`,
}
