import { errorAnswer } from '../schemas/answers.ts'

/** What many routes say alike in the description of the interface. */

export const refusals = { '4xx': errorAnswer, '5xx': errorAnswer }
const withToken = { security: [{ token: [] }] }
export const asking = { tags: ['Asking'], ...withToken }
export const managing = { tags: ['Managing'], ...withToken }
