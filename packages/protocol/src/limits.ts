import { DAY, type DurationMs } from './units.ts'

/** Limits of `POST /v1/events`; outside them the batch or the event is refused with a reason. */
export const MAX_BODY_BYTES = 64 * 1024
export const MAX_BATCH_EVENTS = 100
export const MAX_AGO: DurationMs = DAY
export const MAX_PROPS = 20
/** A server with a token may be this far ahead of our clock; a larger `at` is refused. Chosen, not measured. */
export const MAX_CLOCK_LEAD: DurationMs = 60_000

/** Event and visitor ids: 8 to 64 characters. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/
/** Site ids stand in the script's address, where a dot separates the hash. */
export const SITE_ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/

/** Longest text kept, in characters; longer text is cut, not refused: a long title is still a page view. */
export const MAX_URL = 2_048
export const MAX_TEXT = 512
export const MAX_NAME = 128
export const MAX_FEEDBACK = 2_000

/** Largest amount of money, in whole units of its currency: an order or what was spent. Anybody can send orders, and one of 1e308 would
 *  make a sum that is no number. */
export const MAX_AMOUNT = 1e9
