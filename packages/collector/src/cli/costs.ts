import { keepCosts } from '../questions/costs/keep-costs.ts'
import type { Command } from './command.ts'
import { toCosts } from './cost-lines.ts'
import { readLines } from './replay/read-lines.ts'
import { requireSite, withStore } from './with-store.ts'

export const costsImport: Command = {
  name: 'costs import',
  summary:
    'Reads what was spent on channels from a CSV with the columns from, to, channel, source, campaign, amount, currency; the same lines again change nothing.',
  usage: 'costs import <file> --site <id>',
  words: 1,
  options: { site: { kind: 'text', required: true, help: 'the site that the money was spent on' } },
  settings: ['data', 'store'],
  run: async ({ words, config, text }, io) => {
    const lines: string[] = []
    for await (const line of readLines(words[0]!)) lines.push(line)
    const costs = toCosts(lines)
    await withStore(config, async (store) => {
      const site = await requireSite(store, text('site')!)
      if (costs.length > 0) await keepCosts(store, site, costs)
    })
    io.print(`${costs.length} costs kept for ${text('site')!}`)
  },
}
