/** `node bench/eval-http.ts <folder> [every] [at once]`: the same questions as bench/eval.ts, asked of a running collector: the past of
 *  four fifths of the visitors is replayed, `koopsignaal learn` decides on the site's model, then the last fifth arrives, event by
 *  event, and what is judged is what each answer says. Writes bench/results/<day>-intent-http.md. With `every` 2
 *  one visitor in two of the guide takes part: all of them take an hour on two processors that are shared. Each group is
 *  a process of its own, `at once` of them at a time. */
import {
  averagePrecision,
  brier,
  calibrationBound,
  calibrationError,
  calibrationNoise,
  FOLDS,
  groupOf,
  liftInTop,
  rocAuc,
  toOutcome,
  type VisitorOutcome,
} from '@koopsignaal/learning'
import { SEGMENTS } from '@koopsignaal/protocol'
import { guidePart, type HttpPart, type HttpTask, leadsPart, shopPart } from './eval-http-parts.ts'
import {
  type GroupRun,
  type PartRun,
  partOf,
  runGroup,
  SITES,
  type SiteName,
  type SiteRun,
  sumOf,
} from './eval-http-run.ts'
import { describe, HEADER, row } from './eval-rows.ts'
import { segmentTable } from './eval-segments.ts'
import { describeMachine, keepResult } from './machine.ts'
import { runJson } from './servers.ts'

const PARTS = { shop: shopPart, guide: guidePart, leads: leadsPart } as const

const TOLD: Readonly<Record<SiteName, string>> = {
  learned:
    'the site’s own model, as `koopsignaal learn` decided (held by its kind’s prior, which was set on these recordings)',
  nothing: 'a model whose weights saw nobody but the other four groups',
}

const idOf = ({ tier }: HttpTask, event: string): string => `${tier}-${event}`

function outcomesOf(
  task: HttpTask,
  said: ReadonlyMap<string, { readonly now: number; readonly later: number }>,
): readonly VisitorOutcome[] {
  return task.asked.map((asked) => toOutcome(asked, said.get(idOf(task, asked.event))![task.head]))
}

function report(part: HttpPart, tasks: readonly HttpTask[], run: PartRun): readonly string[] {
  return [
    `## ${part.title}`,
    '',
    `${new Set(part.sent.map(({ recordedAs }) => recordedAs)).size} visitors with ${part.sent.length} events, each held out once; ${run.requests} requests.`,
    '',
    ...(part.note.length === 0 ? [] : [...part.note, '']),
    ...tasks.map((task) => `- ${task.title}: ${describe(task.asked)}`),
    '',
    'What `koopsignaal learn` decided, group by group:',
    '',
    ...run.decisions.map((decision) => `- ${decision}`),
    '',
    ...SITES.flatMap((site) => reportSite(part, tasks, { site, run: run.sites[site] })),
  ]
}

function reportSite(
  part: HttpPart,
  tasks: readonly HttpTask[],
  { site, run }: { readonly site: SiteName; readonly run: SiteRun },
): readonly string[] {
  return [
    `### ${part.title}: ${TOLD[site]}`,
    '',
    ...HEADER,
    ...tasks.flatMap((task) => {
      const over = outcomesOf(task, run.answers)
      // Of leads the site's own model is asked at another moment than it was learned for.
      const areChances = task.isPromised && !(site === 'learned' && part.kind === 'services')
      return [row(task.title, over, areChances), directRow(outcomesOf(task, run.direct), areChances)]
    }),
    '',
    ...tasks.filter(({ isPromised }) => isPromised).map((task) => calibrationLine(task, run)),
    ...tasks.map((task) => byGroupLine(part, task, run)),
    `- beside what is said without a collector: ${sumOf(run.distances)}`,
    '',
    ...tasks.filter(({ hasSegments }) => hasSegments).flatMap((task) => segments(task, run)),
  ]
}

/** Without intervals: they are those of the row above. */
function directRow(outcomes: readonly VisitorOutcome[], areChances: boolean): string {
  const cells = [
    'the same, without a collector',
    rocAuc(outcomes).toFixed(3),
    averagePrecision(outcomes).toFixed(3),
    liftInTop(outcomes, 0.1).toFixed(2),
    areChances ? brier(outcomes).toFixed(4) : '–',
    areChances ? calibrationError(outcomes).toFixed(4) : '–',
  ]
  return `| ${cells.join(' | ')} |`
}

/** How right the chances are that the collector itself calls calibrated. */
function calibrationLine(task: HttpTask, { answers }: SiteRun): string {
  const calibrated = task.asked.filter(
    ({ event }) => answers.get(idOf(task, event))!.calibratedHeads[task.head],
  )
  if (calibrated.length === 0) return `- ${task.title}: no answer called \`${task.head}\` calibrated`
  const outcomes = outcomesOf({ ...task, asked: calibrated }, answers)
  const [error, noise, bound] = [calibrationError, calibrationNoise, calibrationBound].map((figure) =>
    figure(outcomes).toFixed(4),
  )
  return `- ${task.title}: ${calibrated.length} of ${task.asked.length} answers call \`${task.head}\` calibrated; their ECE is ${error} (chance alone: ${noise}; two to one no more than ${bound})`
}

/** Above, all groups are in one ranking, though each was asked of a model of its own. */
function byGroupLine({ sent }: HttpPart, task: HttpTask, { answers }: SiteRun): string {
  const recordedAs = new Map(sent.map(({ event, recordedAs }) => [event.visitor!, recordedAs]))
  const outcomes = outcomesOf(task, answers)
  const aucs = Array.from({ length: FOLDS }, (_, fold) =>
    rocAuc(outcomes.filter(({ visitor }) => groupOf(recordedAs.get(visitor)!, FOLDS) === fold)),
  )
  const mean = aucs.reduce((sum, auc) => sum + auc, 0) / FOLDS
  return `- ${task.title}: each group ranked by itself, as a site’s visitors are: AUC ${mean.toFixed(3)} (${aucs.map((auc) => auc.toFixed(3)).join(', ')})`
}

function segments(task: HttpTask, { answers, flicker }: SiteRun): readonly string[] {
  const outcomes = task.asked.map((asked) =>
    toOutcome(asked, SEGMENTS.indexOf(answers.get(idOf(task, asked.event))!.segment)),
  )
  return [
    `Segments: ${task.title}`,
    '',
    ...segmentTable(outcomes),
    `- there and back over the whole history: ${((100 * flicker.returns) / flicker.events).toFixed(2)} per 100 events`,
    '',
  ]
}

/** Each aim beside what was reached. */
function aims(part: HttpPart, tasks: readonly HttpTask[], run: PartRun): readonly string[] {
  return tasks.flatMap((task) => {
    const reached = (figure: (outcomes: readonly VisitorOutcome[]) => number, aim: number, digits: number) =>
      SITES.map((site) => {
        const value = figure(outcomesOf(task, run.sites[site].answers))
        return `${value.toFixed(digits)}${value >= aim ? '' : ' (not reached)'}`
      }).join(' | ')
    const { auc, lift } = task.aims
    const name = `${part.title}: ${task.title}`
    return [
      ...(auc === undefined ? [] : [`| ${name}, AUC | ≥ ${auc} | ${reached(rocAuc, auc, 3)} |`]),
      ...(lift === undefined
        ? []
        : [`| ${name}, lift in the top tenth | ≥ ${lift} | ${reached((o) => liftInTop(o, 0.1), lift, 2)} |`]),
    ]
  })
}

interface Reported {
  readonly aims: readonly string[]
  readonly body: readonly string[]
}

const [folder, every = '1', atOnce = '2', name, group] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Usage: node bench/eval-http.ts <folder with the recordings> [every] [at once]')
  process.exit(2)
}

const partNamed = (one: string): HttpPart | null => PARTS[one as keyof typeof PARTS](folder, Number(every))

async function reportPart(one: string): Promise<Reported> {
  const part = partNamed(one)
  if (part === null) return { aims: [], body: [] }
  const groups = await Promise.all(
    Array.from({ length: FOLDS }, (_, fold) =>
      inTurn(async () => {
        const args = [import.meta.filename, folder!, every, atOnce, one, String(fold)]
        const run = await runJson<GroupRun>(args)
        console.error(`${part.title}, group ${fold + 1}: ${run.requests} requests`)
        return run
      }),
    ),
  )
  const [tasks, run] = [part.tasks(), partOf(groups)]
  return { aims: aims(part, tasks, run), body: report(part, tasks, run) }
}

/** So many at a time, in the order that they were asked for. */
const inTurn = createTurns(Number(atOnce))

function createTurns(count: number) {
  const waiting: (() => void)[] = []
  let free = count
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}

async function measureAll(): Promise<void> {
  const header = describeMachine(['fastify', 'better-sqlite3'])
  const parts = await Promise.all(Object.keys(PARTS).map(reportPart))
  const lines = [
    '# What a running collector answered, and what visitors went on to do',
    '',
    ...header,
    '',
    'Five groups of visitors, split as in `intent-*.md`. For each a collector of its own, a process on an empty SQLite folder: the past of',
    'the other four is sent by bulk, `koopsignaal learn` decides, and then the visitors of the group arrive over keep-alive sockets with a',
    'write token, in order of time, up to 64 at a time. What is judged is `now`, `later` and `segment` of the answer to each event. A site has',
    'one model, whatever is known of a visitor; each tier is a visitor of its own. Beside each row the same figures from scoring without a',
    'collector, read in one process from the recording itself; of the first group the model is learned there again, and is the same. Intervals',
    'draw visitors, 100 times or more.',
    ...(Number(every) > 1
      ? [`Of the guide one visitor in ${every} takes part, to learn from as well as to ask about.`]
      : []),
    '',
    '| aim, on visitors that the model was not learned from | aim | site’s own model | weights that saw the other four groups alone |',
    '|---|---|---|---|',
    ...parts.flatMap(({ aims }) => aims),
    '',
    ...parts.flatMap(({ body }) => body),
  ]
  console.log(lines.join('\n'))
  keepResult('intent-http', lines)
}

// No exit: megabytes on a pipe take their time.
if (name === undefined) await measureAll()
else console.log(JSON.stringify(await runGroup(partNamed(name)!, Number(group))))
