import type { Language, LiveTotals, LiveVisitor, Segment, UnixMs } from '@koopsignaal/protocol'
import { type Assessment, assess, explain } from '@koopsignaal/scoring'
import type { Presence } from '../live/presence.ts'
import { modelOf } from '../models.ts'
import type { Site, Store, StoredVisitor } from '../storage/store.ts'
import { iso } from './iso.ts'
import { visitorAsOf } from './visitor.ts'

/** Somebody on the site, looked up. */
export interface Guest {
  readonly presence: Presence
  readonly stored: StoredVisitor
  readonly assessment: Assessment
}

/** @returns null when there is nobody: erased, or only just forgotten */
export async function findGuest(
  store: Store,
  site: Site,
  presence: Presence,
  now: UnixMs,
): Promise<Guest | null> {
  const stored = await store.visitor({ site: site.id, visitor: presence.visitor })
  const present = stored && (await visitorAsOf(store, site, stored, now))
  return present && { presence, stored: present, assessment: assess(present.profile, modelOf(site), now) }
}

/** @returns null for who gave no consent: those are only counted */
export function toLiveVisitor(
  { presence, stored, assessment }: Guest,
  language: Language,
): LiveVisitor | null {
  const { facts, visitor: id } = stored
  if (!facts.consented) return null
  const { segment, phase, score, confidence, customer } = assessment
  const { channel } = facts.visit
  const touch = [facts.lastTouch, facts.firstTouch].find((one) => one?.channel === channel)
  return {
    id,
    segment,
    phase,
    score,
    confidence,
    customer,
    path: presence.page?.path ?? null,
    title: presence.page?.title ?? null,
    topic: presence.page?.topic ?? null,
    channel,
    source: touch?.source ?? null,
    campaign: touch?.campaign ?? null,
    device: facts.device,
    country: facts.country,
    since: iso(facts.visit.from),
    lastSeen: iso(presence.lastAt),
    pageViews: facts.visit.pageViews,
    reason: explain(assessment, language)[0] ?? null,
  }
}

export function toLiveTotals(guests: Iterable<Guest>): LiveTotals {
  const totals: Record<Segment | 'visitors' | 'unlisted', number> = {
    visitors: 0,
    unlisted: 0,
    passant: 0,
    zoeker: 0,
    koper: 0,
  }
  for (const { stored, assessment } of guests) {
    totals.visitors++
    totals.unlisted += Number(!stored.facts.consented)
    totals[assessment.segment]++
  }
  return totals
}
