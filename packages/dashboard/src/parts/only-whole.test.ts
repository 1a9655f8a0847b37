import { expect, it } from 'vitest'
import { fakeApi } from '../answers.fixture.ts'
import { createApi } from '../api.ts'
import { channels, funnel } from '../reports.fixture.ts'

const before = { from: '2026-09-22T12:00:00.000Z', to: '2026-10-22T12:00:00.000Z' }

/** An API whose collector answers this. */
const answering = (answer: object) =>
  createApi(async () => Response.json(answer, { headers: { 'content-type': 'application/json' } }))

it.each([true, false])(
  'figures of before are there only when all of it was measured: %j',
  async (isWhole) => {
    const comparedWith = { ...before, isWhole }
    const segments = { ...(await fakeApi().segments('shop', {})), comparedWith }
    const asked = [
      (await answering(segments).segments('shop', {})).segments,
      (await answering({ ...funnel, comparedWith }).funnel('shop', {}, 'nl')).steps,
      (await answering({ ...channels, comparedWith }).channels('shop', {}, 'nl')).channels,
    ]
    for (const rows of asked)
      for (const { previous } of rows) expect([previous === null, rows.length > 0]).toEqual([!isWhole, true])
  },
)
