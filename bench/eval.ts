/** `npm run eval -- <folder>`: how well the models say what recorded visitors went on to do; writes bench/results/intent-<date>.md.
 *  The recordings are not part of the project; a file that is not in the folder is left out. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type Example,
  examplesOf,
  type FeatureRule,
  historiesOf,
  LATER_RULES,
  type Learned,
  latestSlice,
  learnSite,
  NOW_RULES,
  pageCount,
  pointsTable,
  type SegmentsVerdict,
  WINDOWS,
} from '@koopsignaal/learning'
import { DAY } from '@koopsignaal/protocol'
import { FEATURES, type Head, PRIORS } from '@koopsignaal/scoring'
import { guideExamples, leadExamples, shopExamples, TIERS } from './eval-examples.ts'
import {
  asSayer,
  calibratedScore,
  crossFitted,
  describe,
  HEADER,
  judge,
  ours,
  outcomesOf,
  quoted,
  row,
  unconstrained,
} from './eval-rows.ts'
import { segmentLines, withLearnedSegments } from './eval-segments.ts'
import { readLeads, readStreamFile } from './eval-streams.ts'
import { describeMachine } from './machine.ts'

interface Task {
  readonly examples: readonly Example[]
  readonly prior: Head
  readonly priorNote: string
  readonly rules: readonly FeatureRule[]
  /** Stands in for the page count where another count is the natural one. */
  readonly count?: readonly [string, (example: Example) => number]
  readonly quoted: readonly [auc: string, precision: string, lift: string]
}

function table({
  examples,
  prior,
  priorNote,
  rules,
  count = ['page count', pageCount],
  quoted: trees,
}: Task) {
  return [
    describe(examples),
    '',
    ...HEADER,
    row(count[0], crossFitted(examples, calibratedScore(count[1])), true),
    row('points table', crossFitted(examples, calibratedScore(pointsTable)), true),
    row(`ours, prior as shipped (${priorNote})`, outcomesOf(prior, examples), false),
    row('ours, learned from nothing', crossFitted(examples, asSayer(ours(rules, null))), true),
    row(
      'logistic, all features, unconstrained',
      crossFitted(examples, asSayer(unconstrained(FEATURES))),
      true,
    ),
    quoted('boosted trees', ...trees),
    '',
  ]
}

function shop(folder: string): readonly string[] {
  const recorded = readStreamFile(folder, 'taobao_dev.tsv.gz')
  if (recorded === null) return []
  const events = recorded.map(({ event }) => event)
  const until = events.reduce((last, { at }) => Math.max(last, at), 0)
  const model = PRIORS.shop
  const isAsked = ({ at }: { readonly at: number }): boolean => at + DAY <= until
  const tiers = { A: TIERS.A, B: TIERS.B, C: TIERS.C }
  const trees = {
    A: ['.583', '.093', '1.8'],
    B: ['.595', '.095', '1.8'],
    C: ['.611', '.105', '2.0'],
  } as const
  const visits = {
    A: shopExamples(events, tiers.A, 'visit', until),
    B: shopExamples(events, tiers.B, 'visit', until),
    C: shopExamples(events, tiers.C, 'visit', until),
  }
  const now = shopExamples(events, tiers.C, 'now', until)
  const task = (examples: readonly Example[], quote: Task['quoted']): Task => ({
    examples,
    prior: model.now,
    priorNote: 'in-sample',
    rules: NOW_RULES.shop,
    quoted: quote,
  })
  const onC = asSayer(ours(NOW_RULES.shop, null))
  const cut = latestSlice(visits.C, 1 / 3)
  const bordersLearned = withLearnedSegments(events, model, {
    question: 'visit',
    until,
    learns: 'borders',
    splits: 5,
  })
  const pointsLearned = withLearnedSegments(events, model, {
    question: 'visit',
    until,
    learns: 'points',
    splits: 5,
  })
  const past = { cut, window: WINDOWS.now }
  const learnedSegments = (
    what: string,
    { modelOf, borders, auc }: typeof bordersLearned,
  ): readonly string[] => [
    `## Shop: segments by ${what}`,
    '',
    `Borders of the first five (zoeker from/until below, koper from/until below): ${borders.join('; ')}; AUC of the score ${auc.toFixed(3)}`,
    '',
    'Buys later in this visit:',
    '',
    ...segmentLines(events, visits.C, isAsked, modelOf),
    '',
    'Buys in this visit or within 24 h:',
    '',
    ...segmentLines(events, now, isAsked, modelOf),
    '',
  ]
  return [
    '## Shop: buys later in this visit',
    '',
    ...(['A', 'B', 'C'] as const).flatMap((tier) => [
      `### Tier ${tier}`,
      '',
      ...table(task(visits[tier], trees[tier])),
    ]),
    '### Learned with everything, asked of visitors of whom less is known',
    '',
    ...HEADER,
    row('learned on C, asked on A', crossFitted(visits.C, onC, visits.A), false),
    row('learned on C, asked on B', crossFitted(visits.C, onC, visits.B), false),
    '',
    '### Tier C, latest third of the time, no visitor and no time seen before',
    '',
    ...HEADER,
    row('points table', judge(visits.C, calibratedScore(pointsTable), past), true),
    row('ours, learned from nothing', judge(visits.C, onC, past), true),
    row(
      'logistic, all features, unconstrained',
      judge(visits.C, asSayer(unconstrained(FEATURES)), past),
      true,
    ),
    '',
    '## Shop: buys in this visit or within 24 h, tier C',
    '',
    ...table(task(now, ['.573', '–', '–'])),
    '## Shop: segments as shipped (weights and thresholds were set on these visitors)',
    '',
    'Buys later in this visit:',
    '',
    ...segmentLines(events, visits.C, isAsked, model),
    '',
    'Buys in this visit or within 24 h:',
    '',
    ...segmentLines(events, now, isAsked, model),
    '',
    ...learnedSegments(
      'borders learned without the visitor’s own group (five groups, split in five ways), points as shipped',
      bordersLearned,
    ),
    ...learnedSegments(
      'points and borders learned without the visitor’s own group (five groups, split in five ways)',
      pointsLearned,
    ),
    '## Shop: what `learnSite` decides',
    '',
    ...decisions(learnSite(events, model, { site: 'shop', until, number: 1 })),
  ]
}

function guide(folder: string): readonly string[] {
  const recorded = readStreamFile(folder, 'entree_dev.tsv.gz')
  if (recorded === null) return []
  const events = recorded.map(({ event }) => event)
  const until = events.reduce((last, { at }) => Math.max(last, at), 0)
  const model = PRIORS.content
  const isAsked = ({ at }: { readonly at: number }): boolean => at + WINDOWS.later <= until
  const own = guideExamples(recorded, until)
  const gap = examplesOf(historiesOf(events), 'later', until)
  const learned = withLearnedSegments(events, model, {
    question: 'later',
    until,
    learns: 'borders',
    splits: 1,
  })
  const pointsLearned = withLearnedSegments(events, model, {
    question: 'later',
    until,
    learns: 'points',
    splits: 1,
  })
  const task = (examples: readonly Example[]): Task => ({
    examples,
    prior: model.later,
    priorNote: 'in-sample',
    rules: LATER_RULES,
    count: ['visits so far', ({ features }) => Math.expm1(features.logPreviousVisits)],
    quoted: ['.741', '.475', '3.6'],
  })
  return [
    '## Guide: back after a day and within 30, visits as the stream names them',
    '',
    ...table(task(own)),
    '## Guide: the same, visits as the collector finds them (a gap of 30 min)',
    '',
    ...table(task(gap)),
    '## Guide: segments as shipped for kind `content`: back after a day and within 30',
    '',
    ...segmentLines(events, own, isAsked, model),
    '',
    '## Guide: segments by borders learned without the visitor’s own group (five groups), points as shipped',
    '',
    `Borders of the five (zoeker from/until below, koper from/until below): ${learned.borders.join('; ')}`,
    '',
    ...segmentLines(events, own, isAsked, learned.modelOf),
    '',
    '## Guide: segments by points and borders learned without the visitor’s own group (five groups)',
    '',
    `Borders of the five (zoeker from/until below, koper from/until below): ${pointsLearned.borders.join('; ')}; AUC of the score ${pointsLearned.auc.toFixed(3)}, as shipped ${learned.auc.toFixed(3)}`,
    '',
    ...segmentLines(events, own, isAsked, pointsLearned.modelOf),
    '',
    '## Guide: what `learnSite` decides',
    '',
    ...decisions(learnSite(events, model, { site: 'guide', until, number: 1 })),
  ]
}

function leads(folder: string): readonly string[] {
  const read = readLeads(folder)
  if (read === null) return []
  return [
    '## Leads with a visit: converts',
    '',
    ...table({
      examples: leadExamples(read),
      prior: PRIORS.services.now,
      priorNote: 'in-sample',
      rules: NOW_RULES.services,
      count: ['pages per visit', pageCount],
      quoted: ['.802', '–', '–'],
    }),
  ]
}

function decisions({ publish, model, now, later, borders, data }: Learned): readonly string[] {
  return [
    `- ${data.visitors} visitors, ${data.events} events, ${data.conversions} conversions: ${publish ? `published as \`${model.version}\`` : 'nothing published'}`,
    ...[now, later].flatMap((verdict, index) => {
      const name = index === 0 ? 'now' : 'later'
      if (verdict.status === 'too_few' || verdict.status === 'cannot_judge')
        return [`- \`${name}\`: ${verdict.status}, ${Math.round(verdict.positives)} positive`]
      const { current, points } = verdict.figures
      return [
        `- \`${name}\`: ${verdict.status}; latest quarter: current AUC ${current.auc.toFixed(3)}, log loss ${current.logLoss.toFixed(4)}; points table ${points.auc.toFixed(3)}, ${points.logLoss.toFixed(4)}`,
        ...verdict.trials.map(
          ({ learned, figures, claim }) =>
            `  - ${learned}: AUC ${figures.auc.toFixed(3)}, log loss ${figures.logLoss.toFixed(4)}, ECE ${figures.calibrationError.toFixed(4)} (chance alone: ${figures.calibrationNoise.toFixed(4)}; two to one no more than ${figures.calibrationBound.toFixed(4)}); come true: ${[claim.overall, claim.periods, claim.latest].map((one) => one.toFixed(2)).join(', ')}${claim.comesTrue ? ', calibrated' : ''}`,
        ),
      ]
    }),
    ...bordersLine(borders),
    '',
  ]
}

function bordersLine(verdict: SegmentsVerdict): readonly string[] {
  if (verdict.status !== 'published' && verdict.status !== 'refused') return [`- borders: ${verdict.status}`]
  const { status, learns, borders, learned, current, auc } = verdict
  const told = ({ shares, koperLift, flicker }: typeof learned): string =>
    `zoeker ${(100 * shares.zoeker).toFixed(1)} %, koper ${(100 * shares.koper).toFixed(1)} % at ${koperLift?.toFixed(2) ?? '–'} times the base rate, there and back ${flicker.toFixed(2)} per 100 events`
  return [
    `- segments: ${status}, ${learns}: AUC of the score ${auc.learned.toFixed(3)} against ${auc.current.toFixed(3)}; zoeker ${borders.zoeker.enter}/${borders.zoeker.exit}, koper ${borders.koper.enter}/${borders.koper.exit}; latest quarter, visitors they were not chosen on: ${told(learned)}; with the present ones: ${told(current)}`,
  ]
}

const PARTS = { shop, guide, leads } as const

const [folder, part] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Usage: npm run eval -- <folder with the recordings>')
  process.exit(2)
}
if (part !== undefined && part in PARTS) {
  console.log(PARTS[part as keyof typeof PARTS](folder).join('\n'))
  process.exit(0)
}
// Each part in a process of its own: they share nothing and take minutes.
const run = promisify(execFile)
const header = describeMachine([])
const parts = await Promise.all(
  Object.keys(PARTS).map((name) => run(process.execPath, [import.meta.filename, folder, name])),
)
const lines = [
  '# What visitors went on to do, and what the models said',
  '',
  ...header,
  '',
  'A moment is asked about after every event before the visit’s first outcome, from what was known then, and weighs 1 / (moments in',
  'its visit). Learned rows are cross-fitted: five groups of visitors, each judged by a model that saw none of them; where a row',
  'says *in-sample* the weights were set on these very visitors. Intervals draw visitors, 100 times or more. Only windows that had',
  'closed count. A dash: the scores are a rank and no chance, or the figure was not given. *Come true*: how likely it is that chances are off by',
  '0.02 at the most, by all periods together, by the periods beside each other, and by the latest.',
  '',
  ...parts.map(({ stdout }) => stdout),
]
const name = `intent-${new Date().toISOString().slice(0, 10)}.md`
writeFileSync(join(import.meta.dirname, 'results', name), `${lines.join('\n').trim()}\n`)
console.log(lines.join('\n'))
