import { errorAnswer } from '../schemas/answers.ts'

/** What many routes say alike in the description of the interface. */

export const refusals = { '4xx': errorAnswer, '5xx': errorAnswer }
const withToken = { security: [{ token: [] }] }
export const asking = { tags: ['Asking'], ...withToken }
export const managing = { tags: ['Managing'], ...withToken }

/** Answers whose lines also come as CSV or NDJSON, where `Accept` asks for it. */
export const inLines = { config: { inLines: true } }
