/** Why an event was not kept. A closed list: the owner sees these words, metrics count by them. */
export const DROP_REASONS = [
  'invalid_event',
  'at_needs_token',
  'at_in_future',
  'foreign_origin',
  'no_consent',
  'visitor_erased',
  'unknown_site',
] as const
export type DropReason = (typeof DROP_REASONS)[number]

export interface Dropped {
  /** Place in the batch. */
  readonly index: number
  readonly reason: DropReason
  readonly message: string
  readonly event: unknown
}
