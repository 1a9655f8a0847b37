import { readFileSync } from 'node:fs'
import { type Event, SEGMENTS, type Segment, SITE_KINDS, type UnixMs } from '@koopsignaal/protocol'
import { checkModel, type Model, PRIORS, standingAt } from '@koopsignaal/scoring'
import { advanceVisitor } from '../advance-visitor.ts'
import { StartError } from '../errors.ts'
import { modelOf } from '../models.ts'
import type { Site, Store, VisitorChange } from '../storage/store.ts'
import type { Command, Input } from './command.ts'
import { requireSite, withStore } from './with-store.ts'

export const backtest: Command = {
  name: 'backtest',
  summary:
    'Scores the site’s own past with another model and shows who would have been scored otherwise and what that would have done to the figures. Changes nothing.',
  usage: 'backtest --site <id> (--kind shop|services|content | --model <file>)',
  words: 0,
  options: {
    site: { kind: 'text', required: true, help: 'the site' },
    kind: { kind: 'text', help: 'the prior of this kind of site' },
    model: { kind: 'text', help: 'a model as a JSON file' },
    json: { kind: 'flag', help: 'print the comparison as JSON' },
  },
  settings: ['data', 'store'],
  run: async (input, io) => {
    const other = modelToTry(input)
    await withStore(input.config, async (store) => {
      const site = await requireSite(store, input.text('site')!)
      const comparison = compare(site, other, store)
      if (input.flag('json')) io.print(JSON.stringify(comparison))
      else for (const line of toLines(comparison)) io.print(line)
    })
  },
}

/** @throws StartError (exit code 2) unless exactly one model is named and it is one */
function modelToTry(input: Input): Model {
  const [kind, file] = [input.text('kind'), input.text('model')]
  if ((kind === undefined) === (file === undefined)) throw new StartError('Give either --kind or --model.', 2)
  if (kind !== undefined) {
    const known = SITE_KINDS.find((one) => one === kind)
    if (known === undefined)
      throw new StartError(`--kind is '${kind}': expected ${SITE_KINDS.join(', ')}.`, 2)
    return PRIORS[known]
  }
  try {
    return checkModel(JSON.parse(readFileSync(file!, 'utf8')) as Model)
  } catch (error) {
    throw new StartError(`--model ${file} is no usable model: ${(error as Error).message}.`, 2)
  }
}

interface SegmentRow {
  readonly segment: Segment
  /** Visits during which the visitor was in it, and those that converted from it. */
  readonly visits: number
  readonly converted: number
  /** Visitors who are in it at the end. */
  readonly visitors: number
}

interface Side {
  readonly model: string
  readonly segments: readonly SegmentRow[]
}

interface Comparison {
  readonly visitors: number
  readonly present: Side
  readonly other: Side
  /** How many visitors would end elsewhere, by from and to. */
  readonly moved: readonly { readonly from: Segment; readonly to: Segment; readonly visitors: number }[]
}

function compare(site: Site, other: Model, store: Store): Comparison {
  const histories = new Map<string, Event[]>()
  let end: UnixMs = 0
  for (const event of store.events(site.id)) {
    if (event.visitor === null || event.bot !== null) continue
    end = Math.max(end, event.at)
    const own = histories.get(event.visitor)
    if (own === undefined) histories.set(event.visitor, [event])
    else own.push(event)
  }
  const sides = [site, { ...site, model: other }].map((one) => ({
    site: one,
    changes: [] as VisitorChange[],
  }))
  for (const events of histories.values()) {
    for (const { site: one, changes } of sides)
      changes.push(advanceVisitor(one, null, events) as VisitorChange)
  }
  const [present, then] = sides.map((side) => ({ model: modelOf(side.site), changes: side.changes }))
  const ends = (side: NonNullable<typeof present>) =>
    side.changes.map(({ profile }) => standingAt(profile, end, side.model).segment)
  return {
    visitors: histories.size,
    present: toSide(present!, ends(present!)),
    other: toSide(then!, ends(then!)),
    moved: movesOf(ends(present!), ends(then!)),
  }
}

function toSide(side: { model: Model; changes: readonly VisitorChange[] }, ends: readonly Segment[]): Side {
  const visits = side.changes.flatMap((change) => change.visits)
  return {
    model: side.model.version,
    segments: SEGMENTS.map((segment) => ({
      segment,
      visits: visits.filter(({ segments }) => segments.includes(segment)).length,
      converted: visits.filter(({ converted }) => converted?.segment === segment).length,
      visitors: ends.filter((one) => one === segment).length,
    })),
  }
}

function movesOf(from: readonly Segment[], to: readonly Segment[]): Comparison['moved'] {
  return SEGMENTS.flatMap((one) =>
    SEGMENTS.filter((other) => other !== one).map((other) => ({
      from: one,
      to: other,
      visitors: from.filter((segment, i) => segment === one && to[i] === other).length,
    })),
  ).filter(({ visitors }) => visitors > 0)
}

function toLines({ visitors, present, other, moved }: Comparison): readonly string[] {
  const rate = ({ visits, converted }: SegmentRow) =>
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
    line(columns),
    ...rows.map(line),
    '',
    `${total} of ${visitors} visitors would end in another segment${total > 0 ? ':' : '.'}`,
    ...moved.map((move) => `  ${move.visitors} from ${move.from} to ${move.to}`),
  ]
}
