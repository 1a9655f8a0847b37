import type { FastifyRequest } from 'fastify'
import { expect, it } from 'vitest'
import { AppError, type ErrorCode } from '../errors.ts'
import type { ReceivedBatch } from '../pipeline/index.ts'
import { createRefusals } from './refusals.ts'

const NOBODY: ReceivedBatch = { envelope: { site: 'example', consent: 'count' }, events: [] }
const WITHDRAWAL: ReceivedBatch = {
  envelope: { site: 'example', consent: 'withdrawn', visitor: 'anne-0001' },
  events: [],
}

/** What becomes of a batch at a collector that can take nothing. */
async function send(code: ErrorCode, bytes: number, batch: ReceivedBatch): Promise<string> {
  const refusal = () => new AppError(code, 'later', 1)
  const refusals = createRefusals({ committer: { refusal }, now: () => 0 } as never)
  const request = { headers: { 'content-length': `${bytes}` }, ip: '198.51.100.1' } as FastifyRequest
  const early = await new Promise<AppError | undefined>((resolve) => refusals.early(request, resolve))
  if (early !== undefined) return `${early.code} before it is read`
  return refusals.late(request, batch)?.catch((error: AppError) => error.code) ?? 'taken'
}

it.each([
  ['a withdrawal, when the queue is full', 'queue_full', 110, WITHDRAWAL, 'taken'],
  ['no other short batch', 'queue_full', 110, NOBODY, 'queue_full'],
  ['nothing long', 'queue_full', 257, WITHDRAWAL, 'queue_full before it is read'],
  ['nothing while it stops', 'shutting_down', 110, WITHDRAWAL, 'shutting_down before it is read'],
] as const)('takes %s', async (_, code, bytes, batch, outcome) => {
  expect(await send(code, bytes, batch)).toBe(outcome)
})
