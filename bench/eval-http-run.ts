import { isDeepStrictEqual } from 'node:util'
import { FOLDS, groupOf, historiesOf, learnSite } from '@koopsignaal/learning'
import type { AssessmentForOwner, Event, Segment } from '@koopsignaal/protocol'
import { type Model, PRIORS } from '@koopsignaal/scoring'
import { type OwnerBatch, tellAll } from '../test/support/owner-server.ts'
import { type Distance, distanceOf, type Said, saidDirectly } from '../test/support/said-directly.ts'
import { type BulkLine, withCollector } from './eval-http-collector.ts'
import type { HttpPart, Sent } from './eval-http-parts.ts'
import { createPath } from './eval-segments.ts'

/** The two models that visitors are asked of, each a site in the same collector: what the site itself learns, held by the prior of
 *  its kind, and one whose weights have seen nobody else either. */
export const SITES = ['learned', 'nothing'] as const
export type SiteName = (typeof SITES)[number]

type Answer = Pick<AssessmentForOwner, 'now' | 'later' | 'segment' | 'score' | 'calibratedHeads'>

/** What one model came to. */
export interface SiteRun {
  /** By tier and id of the event. */
  readonly answers: ReadonlyMap<string, Answer>
  readonly direct: ReadonlyMap<string, Said>
  readonly distances: readonly Distance[]
  /** How often a segment was left and come back to, and in how many events, of visitors of whom all is known. */
  readonly flicker: { readonly returns: number; readonly events: number }
}

/** The same as plain data. */
interface SiteRunData extends Pick<SiteRun, 'distances' | 'flicker'> {
  readonly answers: readonly (readonly [string, Answer])[]
  readonly direct: readonly (readonly [string, Said])[]
}

/** What came of one group, as plain data: it comes from a process of its own. */
export interface GroupRun {
  readonly sites: Readonly<Record<SiteName, readonly SiteRunData[]>>
  readonly decision: string
  readonly requests: number
}

export interface PartRun {
  readonly sites: Readonly<Record<SiteName, SiteRun>>
  readonly decisions: readonly string[]
  readonly requests: number
}

/** One group of visitors, asked of a collector that has learned from the other four. */
export async function runGroup(part: HttpPart, fold: number): Promise<GroupRun> {
  const isHeldOut = ({ recordedAs }: Sent): boolean => groupOf(recordedAs, FOLDS) === fold
  const others = part.sent.filter((one) => !isHeldOut(one))
  const unseen = part.sent.filter(isHeldOut)
  const nothing = part.fromNothing(others.map(({ event }) => event))
  return withCollector(part.kind, { learned: null, nothing }, async ({ owner, replay, learn }) => {
    await replay('learned', others.map(toBulkLine))
    const { model, decision } = await learn('learned')
    // Once is enough: learning takes as long as all else.
    if (fold === 0) mustEqual(model, learnDirectly(others, part))
    const models = { learned: model, nothing }
    let requests = 0
    const ask = (site: SiteName): Promise<readonly SiteRunData[]> =>
      Promise.all(
        Object.entries(part.tiers).map(async ([tier, knows]) => {
          const known = unseen.filter(({ event }) => knows(event.type)).map((one) => knownAs(tier, one))
          const batches = toBatches(known, part)
          requests += batches.length
          return collect(known, await tellAll(owner(site), batches), models[site], { tier, part })
        }),
      )
    const [ofLearned, ofNothing] = await Promise.all([ask('learned'), ask('nothing')])
    return { sites: { learned: ofLearned, nothing: ofNothing }, decision, requests }
  })
}

/** All groups together. */
export function partOf(groups: readonly GroupRun[]): PartRun {
  const joined = (site: SiteName): SiteRun => {
    const runs = groups.flatMap(({ sites }) => sites[site])
    const sum = (of: (run: SiteRunData) => number): number => runs.reduce((all, run) => all + of(run), 0)
    return {
      answers: new Map(runs.flatMap(({ answers }) => answers)),
      direct: new Map(runs.flatMap(({ direct }) => direct)),
      distances: runs.flatMap(({ distances }) => distances),
      flicker: {
        returns: sum(({ flicker }) => flicker.returns),
        events: sum(({ flicker }) => flicker.events),
      },
    }
  }
  return {
    sites: { learned: joined('learned'), nothing: joined('nothing') },
    decisions: groups.map(({ decision }) => decision),
    requests: groups.reduce((sum, group) => sum + group.requests, 0),
  }
}

/** @example '13426 answers, largest difference of a chance 0, 0 of another score or segment' */
export function sumOf(distances: readonly Distance[]): string {
  const sum = (of: (one: Distance) => number): number => distances.reduce((all, one) => all + of(one), 0)
  const largest = distances.reduce((most, one) => Math.max(most, one.largest), 0)
  return `${sum(({ compared }) => compared)} answers, largest difference of a chance ${largest}, ${sum(({ otherStanding }) => otherStanding)} of another score or segment`
}

function learnDirectly(sent: readonly Sent[], { kind }: HttpPart): Model {
  const events = sent.map(({ event }) => event)
  return learnSite(events, PRIORS[kind], { site: 'learned', until: Date.now(), number: 1 }).model
}

/** @throws Error when what the collector learned is not what is learned from the recording itself */
function mustEqual(learned: Model, directly: Model): void {
  if (!isDeepStrictEqual(learned, JSON.parse(JSON.stringify(directly))))
    throw new Error(`learned otherwise than directly: ${JSON.stringify([learned, directly])}`)
}

function toBulkLine({ wire, event }: Sent): BulkLine {
  return { ...wire, visitor: event.visitor, consent: 'granted' }
}

/** Each tier is a visitor of its own to the collector. */
function knownAs(tier: string, { wire, event, recordedAs }: Sent): Sent {
  const id = `${tier}-${event.id}`
  return {
    recordedAs,
    wire: { ...wire, id },
    event: { ...event, id, visitor: `${tier}-${event.visitor}` },
  }
}

function toBatches(sent: readonly Sent[], { isAskedAlways }: HttpPart): readonly OwnerBatch[] {
  const open = new Map<string, Sent[]>()
  const batches: OwnerBatch[] = []
  const close = (visitor: string, own: readonly Sent[]): void => {
    batches.push({ visitor, events: own.map(({ wire }) => wire) })
    open.delete(visitor)
  }
  for (const one of sent) {
    const visitor = one.event.visitor!
    const own = [...(open.get(visitor) ?? []), one]
    open.set(visitor, own)
    // A page tells what its visitor did in a visit when it is left.
    if (isAskedAlways || one.event.type === 'engagement') close(visitor, own)
  }
  for (const [visitor, own] of open) close(visitor, own)
  return batches
}

function collect(
  sent: readonly Sent[],
  answers: ReadonlyMap<string, AssessmentForOwner>,
  model: Model,
  { tier, part }: { readonly tier: string; readonly part: HttpPart },
): SiteRunData {
  const direct: (readonly [string, Said])[] = []
  const distances: Distance[] = []
  const flicker = { returns: 0, events: 0 }
  for (const history of historiesOf(sent.map(({ event }) => event))) {
    const said = [...saidDirectly(history, model)].filter(([id]) => answers.has(id))
    direct.push(...said)
    distances.push(distanceOf(new Map(said), answers))
    if (tier !== 'C' || !part.isAskedAlways) continue
    flicker.returns += returnsOf(history.events, answers)
    flicker.events += history.events.length
  }
  const told = [...answers].map(([id, { now, later, segment, score, calibratedHeads }]): [string, Answer] => [
    id,
    { now, later, segment, score, calibratedHeads },
  ])
  return { answers: told, direct, distances, flicker }
}

function returnsOf(
  events: readonly Event[],
  answers: ReadonlyMap<string, { readonly segment: Segment }>,
): number {
  const path = createPath()
  for (const { id } of events) path.add(answers.get(id)!.segment)
  return path.returns()
}
