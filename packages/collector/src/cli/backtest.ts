import { readFileSync } from 'node:fs'
import {
  type BacktestAnswer,
  type BacktestSegmentAnswer,
  type BacktestSideAnswer,
  SEGMENTS,
  SITE_KINDS,
} from '@koopsignaal/protocol'
import { type Model, PRIORS } from '@koopsignaal/scoring'
import { StartError } from '../errors.ts'
import { askBacktest, type BacktestChange } from '../questions/backtest/index.ts'
import { parseModel, parseTopicRules } from '../schemas/model.ts'
import type { Command, Input } from './command.ts'
import { chosenSites, withStore } from './with-store.ts'

export const backtest: Command = {
  name: 'backtest',
  summary:
    'Scores a site’s own past with another model or topic map and shows who would have been scored otherwise and what that would have done to the figures. Changes nothing.',
  usage: 'backtest [--site <id>] [--kind shop|services|content | --model <file>] [--topics <file>]',
  words: 0,
  options: {
    site: { kind: 'text', help: 'only this site; each of them when left out' },
    kind: {
      kind: 'text',
      help: 'the prior of this kind of site; that of the site’s own kind when no other model and no topics are named',
    },
    model: { kind: 'text', help: 'a model as a JSON file' },
    topics: { kind: 'text', help: 'path rules as a JSON file: [{"path": "/prijzen/**", "topic": "price"}]' },
    json: { kind: 'flag', help: 'print the comparison as JSON, with the calibration plot' },
  },
  settings: ['data', 'store'],
  run: async (input, io) => {
    const change = changeToTry(input)
    await withStore(input.config, async (store) => {
      const id = input.text('site')
      for (const site of await chosenSites(store, id)) {
        const answer = askBacktest(store, site, change ?? { model: PRIORS[site.kind] })
        if (input.flag('json')) io.print(JSON.stringify({ site: site.id, ...answer }))
        else
          for (const line of [...(id === undefined ? [`${site.id}:`] : []), ...toLines(answer)])
            io.print(line)
      }
    })
  },
}

/** @returns null when nothing was named: what the site began with is tried
 *  @throws StartError (exit code 2) for two models, and for what is no model or topic map */
function changeToTry(input: Input): BacktestChange | null {
  const [kind, file, topics] = [input.text('kind'), input.text('model'), input.text('topics')]
  if (kind !== undefined && file !== undefined) throw new StartError('Give either --kind or --model.', 2)
  if (kind === undefined && file === undefined && topics === undefined) return null
  return {
    ...(kind === undefined ? {} : { model: priorOf(kind) }),
    ...(file === undefined ? {} : { model: read('model', file, parseModel) }),
    ...(topics === undefined ? {} : { topicRules: read('topics', topics, parseTopicRules) }),
  }
}

function priorOf(kind: string): Model {
  const known = SITE_KINDS.find((one) => one === kind)
  if (known === undefined) throw new StartError(`--kind is '${kind}': expected ${SITE_KINDS.join(', ')}.`, 2)
  return PRIORS[known]
}

function read<T>(option: 'model' | 'topics', file: string, parse: (input: unknown) => T): T {
  try {
    return parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const what = option === 'model' ? 'is no usable model' : 'holds no usable path rules'
    throw new StartError(`--${option} ${file} ${what}: ${(error as Error).message}.`, 2)
  }
}

function toLines({
  visitors,
  share,
  topicsChanged,
  present,
  other,
  moved,
}: BacktestAnswer): readonly string[] {
  const rate = ({ visits, converted }: BacktestSegmentAnswer) =>
    visits === 0 ? '–' : `${((100 * converted) / visits).toFixed(1)} %`
  const columns = [
    'segment',
    ...[present, other].flatMap(({ model }) => [`visitors (${model})`, 'visits', 'converted', 'rate']),
  ]
  const rows = SEGMENTS.map((segment, i) => [
    segment,
    ...[present, other].flatMap(({ segments }) => {
      const row = segments[i]!
      return [row.visitors, row.visits, row.converted, rate(row)].map(String)
    }),
  ])
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padStart(widths[i]!)).join('  ')
  const total = moved.reduce((sum, move) => sum + move.visitors, 0)
  return [
    ...(share < 1 ? [`looked at ${(100 * share).toFixed(2)} % of the visitors`] : []),
    ...(topicsChanged > 0 ? [`${topicsChanged} page views would have another topic`] : []),
    line(columns),
    ...rows.map(line),
    '',
    ...[present, other].flatMap(headLines),
    '',
    `${total} of ${visitors} visitors would end in another segment${total > 0 ? ':' : '.'}`,
    ...moved.map((move) => `  ${move.visitors} from ${move.from} to ${move.to}`),
  ]
}

function headLines({ model, heads }: BacktestSideAnswer): readonly string[] {
  return heads.map(({ head, calibrated, figures }) => {
    const told = calibrated ? 'calibrated' : 'a rank, no percentage'
    if (figures === null) return `${model} ${head}: nothing has closed yet (${told})`
    const { auc, lift, calibrationError, visits } = figures
    return `${model} ${head}: AUC ${auc.toFixed(3)}, top tenth ${lift.toFixed(1)} times the base rate, off by ${(100 * calibrationError).toFixed(1)} points on average over ${Math.round(visits)} visits (${told})`
  })
}
