/** Milliseconds since 1970-01-01T00:00:00Z, whole. */
export type UnixMs = number
/** A length of time in milliseconds, ≥ 0. */
export type DurationMs = number
/** A share in [0, 1]. */
export type Ratio = number
/** A share in [0, 100]. */
export type Percent = number

export const SECOND: DurationMs = 1_000
export const MINUTE: DurationMs = 60 * SECOND
export const HOUR: DurationMs = 60 * MINUTE
export const DAY: DurationMs = 24 * HOUR

/** A visit is activity without a longer gap than this. Source: the usual web-analytics visit gap (30 min). */
export const VISIT_GAP: DurationMs = 30 * MINUTE

/** Makes a switch over a union complete: a new member is a type error here.
 *  @throws Error when a value outside the union arrives at run time */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
