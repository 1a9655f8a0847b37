import type { VisitorAnswer } from '@koopsignaal/protocol'
import { afterAll, beforeAll } from 'vitest'
import { createTestApp, type TestApp } from './app.ts'
import { importPopulation, type Person } from './population.ts'

export interface VisitorList {
  readonly visitors: readonly VisitorAnswer[]
  readonly next: string | null
}

/** For the tests of a file: a collector that knows these people, asked for the list of them. */
export function useVisitorList(people: readonly Person[]) {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
    await importPopulation(test, people)
  })
  afterAll(() => test.close())

  const ask = <T = VisitorList>(query = '', headers = {}) =>
    test.get<T>(`/v1/sites/example/visitors${query}`, {
      authorization: `Bearer ${test.adminToken}`,
      ...headers,
    })
  return {
    ask,
    list: async (query = '') => (await ask(query)).body.visitors,
    clock: () => test.clock,
  }
}
