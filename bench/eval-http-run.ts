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

/** What one model came to over all groups. */
export interface SiteRun {
  /** By tier and id of the event. */
  readonly answers: Map<string, AssessmentForOwner>
  readonly direct: Map<string, Said>
  readonly distances: Distance[]
  /** How often a segment was left and come back to, and in how many events, of visitors of whom all is known. */
  readonly flicker: { returns: number; events: number }
}

export interface PartRun {
  readonly sites: Readonly<Record<SiteName, SiteRun>>
  readonly decisions: readonly string[]
  readonly requests: number
  readonly seconds: number
}

/** All five groups, one after the other, each with a collector of its own that has learned from the other four. */
export async function runPart(part: HttpPart, tell: (line: string) => void): Promise<PartRun> {
  const began = performance.now()
  const sites = { learned: emptyRun(), nothing: emptyRun() }
  const decisions: string[] = []
  let requests = 0
  for (let fold = 0; fold < FOLDS; fold++) {
    const isHeldOut = ({ recordedAs }: Sent): boolean => groupOf(recordedAs, FOLDS) === fold
    const others = part.sent.filter((one) => !isHeldOut(one))
    const unseen = part.sent.filter(isHeldOut)
    const nothing = part.fromNothing(others.map(({ event }) => event))
    await withCollector(part.kind, { learned: null, nothing }, async ({ owner, replay, learn }) => {
      await replay('learned', others.map(toBulkLine))
      const learned = await learn('learned')
      decisions.push(learned.decision)
      // Once is enough: learning takes as long as all else.
      if (fold === 0) mustEqual(learned.model, learnDirectly(others, part))
      const models = { learned: learned.model, nothing }
      for (const site of SITES)
        for (const [tier, knows] of Object.entries(part.tiers)) {
          const known = unseen.filter(({ event }) => knows(event.type)).map((one) => knownAs(tier, one))
          const batches = toBatches(known, part)
          const answers = await tellAll(owner(site), batches)
          requests += batches.length
          collect(sites[site], known, answers, models[site], { tier, part })
          const at = `${part.title}, group ${fold + 1}, ${site}, ${tier}`
          tell(`${at}: ${batches.length} requests, ${sumOf(sites[site].distances)}`)
        }
    })
  }
  return { sites, decisions, requests, seconds: (performance.now() - began) / 1000 }
}

/** @example '13426 answers, largest difference of a chance 0, 0 of another score or segment' */
export function sumOf(distances: readonly Distance[]): string {
  const sum = (of: (one: Distance) => number): number => distances.reduce((all, one) => all + of(one), 0)
  const largest = distances.reduce((most, one) => Math.max(most, one.largest), 0)
  return `${sum(({ compared }) => compared)} answers, largest difference of a chance ${largest}, ${sum(({ otherStanding }) => otherStanding)} of another score or segment`
}

function emptyRun(): SiteRun {
  return { answers: new Map(), direct: new Map(), distances: [], flicker: { returns: 0, events: 0 } }
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

function toBatches(sent: readonly Sent[], { endsBatch }: HttpPart): readonly OwnerBatch[] {
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
    if (endsBatch(one.event)) close(visitor, own)
  }
  for (const [visitor, own] of open) close(visitor, own)
  return batches
}

function collect(
  run: SiteRun,
  sent: readonly Sent[],
  answers: ReadonlyMap<string, AssessmentForOwner>,
  model: Model,
  { tier, part }: { readonly tier: string; readonly part: HttpPart },
): void {
  for (const [id, answer] of answers) run.answers.set(id, answer)
  const histories = historiesOf(sent.map(({ event }) => event))
  for (const history of histories) {
    const isAnswered = new Map([...saidDirectly(history, model)].filter(([id]) => answers.has(id)))
    for (const [id, said] of isAnswered) run.direct.set(id, said)
    run.distances.push(distanceOf(isAnswered, answers))
    if (tier === 'C' && part.endsBatch(history.events[0]!)) countFlicker(run, history.events, answers)
  }
}

function countFlicker(
  { flicker }: SiteRun,
  events: readonly Event[],
  answers: ReadonlyMap<string, { readonly segment: Segment }>,
): void {
  const path = createPath()
  for (const { id } of events) path.add(answers.get(id)!.segment)
  flicker.returns += path.returns()
  flicker.events += events.length
}
