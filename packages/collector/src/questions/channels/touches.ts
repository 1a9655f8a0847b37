import { type ChannelGrouping, DAY, type DurationMs } from '@koopsignaal/protocol'
import type { Period, Trail, TrailConversion } from '../../storage/store.ts'
import { type Group, groupOf } from './grouping.ts'

// Chosen: the longest window that the large advertising tools offer; a touch before it gets no credit.
export const LOOK_BACK: DurationMs = 90 * DAY

/** The touches before a conversion, its own visit's included, in order of time. A visit of which nothing tells how it came is none. */
export function touchesBefore(
  trail: Trail,
  conversion: TrailConversion,
  by: ChannelGrouping,
): readonly Group[] {
  return trail.visits
    .filter(({ from, source }) => {
      return source !== null && from <= conversion.at && from >= conversion.at - LOOK_BACK
    })
    .map(({ source }) => groupOf(source, by))
}

/** A visitor's way through a period, up to the first conversion in it. */
export interface Journey {
  /** The same touch twice running stands once. */
  readonly touches: readonly Group[]
  readonly hasConverted: boolean
}

/** @returns null for who came by no touch that is known */
export function journeyOf(trail: Trail, period: Period, by: ChannelGrouping): Journey | null {
  const isWithin = (at: number): boolean => at >= period.from && at < period.to
  const conversion = trail.conversions.find(({ at }) => isWithin(at))
  const end = conversion?.at ?? period.to
  const touches = trail.visits
    .filter(({ from, source }) => source !== null && isWithin(from) && from <= end)
    .map(({ source }) => groupOf(source, by))
  return touches.length === 0
    ? null
    : { touches: withoutRepeats(touches), hasConverted: conversion !== undefined }
}

export function withoutRepeats(touches: readonly Group[]): readonly Group[] {
  return touches.filter(({ key }, i) => key !== touches[i - 1]?.key)
}
