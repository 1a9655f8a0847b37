import { DAY } from '@koopsignaal/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'

/** Every report says what it is about. The reports are those that the description of the interface names, so that none is left out. */

interface Operation {
  readonly parameters?: readonly { readonly name: string }[]
}

let test: TestApp
let reports: readonly string[]
beforeAll(async () => {
  test = await createTestApp()
  await importPopulation(test, population(25, NOON))
  const { paths } = (await test.get<{ paths: Record<string, { get?: Operation }> }>('/openapi.json', {})).body
  reports = Object.entries(paths)
    .filter(([, { get }]) => get?.parameters?.some(({ name }) => name === 'from'))
    .filter(([path]) => !LISTS_OF_THEIR_OWN.includes(path.split('/').at(-1)!))
    .map(([path]) => path.replace('{site}', 'example'))
})
afterAll(() => test.close())

/** Visitors are listed, and costs kept: neither is a report about a period. */
const LISTS_OF_THEIR_OWN = ['visitors', 'costs']
const iso = (at: number) => new Date(at).toISOString()

it('repeats the period and the moment that were asked for', async () => {
  const asked = { from: iso(NOON - 9 * DAY), to: iso(NOON - 2 * DAY), at: iso(NOON - DAY) }
  expect(reports.length).toBeGreaterThan(6)
  for (const path of reports) {
    const { status, body } = await test.get(`${path}?${new URLSearchParams(asked)}`)
    // What is forecast begins where the past that it is asked to learn from ends.
    const expected = path.endsWith('forecast')
      ? { ...asked, from: body.from, to: body.to, at: asked.to }
      : asked
    expect([path, status, body]).toEqual([path, 200, expect.objectContaining(expected)])
  }
})

it('tells of the moment that it looks at when none was asked for', async () => {
  for (const path of reports) {
    const { body } = await test.get(path)
    expect([path, body.at]).toEqual([path, iso(NOON)])
  }
})
