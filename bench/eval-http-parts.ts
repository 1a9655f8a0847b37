import {
  ALL_TIMES,
  chooseBorders,
  type Example,
  examplesOf,
  groupOf,
  historiesOf,
  LATER_RULES,
  learnPoints,
  momentsOf,
  NOW_RULES,
  readingsOf,
  type SegmentsQuestion,
  walksOf,
} from '@koopsignaal/learning'
import type { Event, HeadName, SiteKind, WireEvent } from '@koopsignaal/protocol'
import { checkModel, type Head, type Model, PRIORS } from '@koopsignaal/scoring'
import { readStream } from '../packages/collector/src/cli/replay/stream-tsv.ts'
import { type Asked, askedAt, guideExamples, shopExamples, TIERS } from './eval-examples.ts'
import { leadEvents, type SentEvent } from './eval-leads-events.ts'
import { ours } from './eval-rows.ts'
import { type RecordedEvent, readLeads, readStreamFile, readStreamLines } from './eval-streams.ts'

/** Of recordings with thousands of visitors one in so many takes part, where there is no time for all. */
const isTaken = (visitor: string, every: number): boolean => groupOf(`${visitor} taken`, every) === 0

/** A recorded event as it is sent and as it is read directly. */
export interface Sent extends SentEvent {
  /** The visitor as the recording names it: what the evaluation splits by. */
  readonly recordedAs: string
}

/** What is asked of visitors of whom only a tier is known. */
export interface HttpTask {
  readonly title: string
  readonly tier: string
  readonly head: HeadName
  readonly asked: readonly Asked[]
  /** Whether it is what the head promises, so that its chances can be right or wrong. */
  readonly isPromised: boolean
  /** Whether segments are judged by it. */
  readonly hasSegments: boolean
  readonly aims: { readonly auc?: number; readonly lift?: number }
}

/** A recording, and what is asked of it. */
export interface HttpPart {
  readonly title: string
  readonly kind: SiteKind
  /** In order of time. */
  readonly sent: readonly Sent[]
  readonly tiers: Readonly<Record<string, (type: Event['type']) => boolean>>
  /** Whether each event is a batch of its own, so that it is asked at every moment; else each visit is one. */
  readonly isAskedAlways: boolean
  readonly tasks: () => readonly HttpTask[]
  /** A model whose weights saw nobody but the visitors given. */
  readonly fromNothing: (events: readonly Event[]) => Model
  readonly note: readonly string[]
}

export function shopPart(folder: string): HttpPart | null {
  const recorded = readSent(folder, 'taobao_dev.tsv.gz')
  if (recorded === null) return null
  const sent = recorded.map(({ sent }) => sent)
  const events = sent.map(({ event }) => event)
  const until = lastOf(events)
  const visit = { head: 'now', isPromised: false, hasSegments: false } as const
  return {
    title: 'Shop',
    kind: 'shop',
    sent,
    tiers: { A: TIERS.A, B: TIERS.B, C: TIERS.C },
    isAskedAlways: true,
    tasks: () => [
      {
        ...visit,
        title: 'buys later in this visit, only views known (A)',
        tier: 'A',
        asked: shopExamples(events, TIERS.A, 'visit', until),
        aims: { auc: 0.57, lift: 2.2 },
      },
      {
        ...visit,
        title: 'buys later in this visit, clicks known too (B)',
        tier: 'B',
        asked: shopExamples(events, TIERS.B, 'visit', until),
        aims: { auc: 0.6, lift: 2.2 },
      },
      {
        ...visit,
        title: 'buys later in this visit, earlier purchases known too (C)',
        tier: 'C',
        asked: shopExamples(events, TIERS.C, 'visit', until),
        hasSegments: true,
        aims: { auc: 0.64, lift: 2.2 },
      },
      {
        title: 'buys in this visit or within 24 h (C)',
        tier: 'C',
        head: 'now',
        asked: shopExamples(events, TIERS.C, 'now', until),
        isPromised: true,
        hasSegments: true,
        aims: {},
      },
    ],
    fromNothing: (own) => fromNothing(own, 'shop', 'now', 'visit'),
    note: [],
  }
}

export function guidePart(folder: string, every: number): HttpPart | null {
  const recorded = readSent(folder, 'entree_dev.tsv.gz')?.filter(({ sent }) =>
    isTaken(sent.recordedAs, every),
  )
  if (recorded === undefined) return null
  const events = recorded.map(({ sent }) => sent.event)
  const until = lastOf(events)
  return {
    title: 'Guide',
    kind: 'content',
    sent: recorded.map(({ sent }) => sent),
    tiers: { C: TIERS.C },
    isAskedAlways: true,
    tasks: () => [
      {
        title: 'back after a day and within 30, visits as the stream names them',
        tier: 'C',
        head: 'later',
        asked: guideExamples(
          recorded.map(({ sent, visit }): RecordedEvent => ({ event: sent.event, visit })),
          until,
        ),
        isPromised: false,
        hasSegments: true,
        aims: { auc: 0.74, lift: 3.7 },
      },
      {
        title: 'the same, visits as the collector finds them',
        tier: 'C',
        head: 'later',
        asked: withEvents(events, until),
        isPromised: true,
        hasSegments: false,
        aims: {},
      },
    ],
    fromNothing: (own) => fromNothing(own, 'content', 'later', 'later'),
    note: [],
  }
}

export function leadsPart(folder: string): HttpPart | null {
  const leads = readLeads(folder)
  if (leads === null) return null
  const sent = leads
    .flatMap((lead) => leadEvents(lead).map((one): Sent => ({ ...one, recordedAs: lead.id })))
    .toSorted((a, b) => a.event.at - b.event.at)
  const converted = new Set(leads.filter((lead) => lead.converted).map(({ id }) => id))
  const asked = (events: readonly Event[]): readonly Asked[] => lastMoments(events, converted)
  return {
    title: 'Leads',
    kind: 'services',
    sent,
    tiers: { C: TIERS.C },
    isAskedAlways: false,
    tasks: () => [
      {
        title: 'converts, asked at the end of the last visit',
        tier: 'C',
        head: 'now',
        asked: asked(sent.map(({ event }) => event)),
        isPromised: true,
        hasSegments: false,
        aims: { auc: 0.8 },
      },
    ],
    fromNothing: (own) => {
      const learned = ours(NOW_RULES.services, null)(asked(own))
      return withHead('services', 'now', learned)
    },
    note: [
      'Known of a lead are its number of visits, the pages of a visit, the time in all, and where it came from; these are what is sent, a',
      'batch a visit. Invented are the times: the visits follow one another by 31 minutes and share the time evenly, and the leads are',
      'spread over 120 days. Specialization and occupation are answers to a form and are not sent: nothing of the kind is scored.',
      '`koopsignaal learn` asks about every moment of every visit, the question of this table is asked once, at the last: so its',
      'chances are a rank here.',
    ],
  }
}

/** As `later` is asked, with the events. */
function withEvents(events: readonly Event[], until: number): readonly Asked[] {
  return historiesOf(events).flatMap((history) => {
    const examples = examplesOf([history], 'later', until)
    // Moments come in order of time, so those whose window has closed are the first.
    return momentsOf(history)
      .slice(0, examples.length)
      .map(({ event }, i): Asked => ({ ...examples[i]!, event: event.id }))
  })
}

function lastMoments(events: readonly Event[], converted: ReadonlySet<string>): readonly Asked[] {
  return historiesOf(events).map((history): Asked => {
    const { event, state } = momentsOf(history).at(-1)!
    const label = converted.has(history.visitor) ? 1 : 0
    return askedAt(history.visitor, event, state, label, { weight: 1, endsVisit: true })
  })
}

/** The learner as shipped, held by no prior, for the priors of the two heads were set on these recordings; points and borders as well,
 *  which nothing but their prior holds. */
function fromNothing(
  events: readonly Event[],
  kind: SiteKind,
  head: HeadName,
  question: SegmentsQuestion,
): Model {
  const until = lastOf(events)
  const histories = historiesOf(events)
  const examples: readonly Example[] = examplesOf(histories, head, until)
  const model = withHead(kind, head, ours(head === 'now' ? NOW_RULES[kind] : LATER_RULES, null)(examples))
  const readings = readingsOf(histories, question, until)
  const own = { ...model, weights: learnPoints(readings, model, ALL_TIMES, 'eval') ?? model.weights }
  return checkModel({ ...own, ...chooseBorders(walksOf(readings, own), own, ALL_TIMES) })
}

function withHead(kind: SiteKind, name: HeadName, head: Head): Model {
  const prior = PRIORS[kind]
  const own = { ...head, halfLife: prior[name].halfLife }
  return checkModel({ ...prior, [name]: own, calibrated: true, version: `${prior.version}+nothing-1` })
}

/** A stream as `koopsignaal replay` sends it, beside the visits that it names. */
function readSent(
  folder: string,
  name: string,
): readonly { readonly sent: Sent; readonly visit: string }[] | null {
  const recorded = readStreamFile(folder, name)
  const lines = readStreamLines(folder, name)
  if (recorded === null || lines === null) return null
  const target = { site: 'stream', domain: 'stream.example' }
  return recorded
    .map(({ event, visit }, index) => {
      const read = readStream(lines[index + 1]!, index + 2, target)
      if (read.status !== 'event') throw new RangeError(`${name}:${index + 2}: ${read.status}`)
      const { site: _site, visitor, consent: _consent, ...wire } = read.line
      const known = { id: String(wire.id), visitor: String(visitor) }
      return {
        visit,
        sent: {
          wire: wire as unknown as WireEvent,
          event: { ...event, ...known },
          recordedAs: event.visitor!,
        },
      }
    })
    .toSorted((a, b) => a.sent.event.at - b.sent.event.at)
}

function lastOf(events: readonly Event[]): number {
  return events.reduce((last, { at }) => Math.max(last, at), 0)
}
