import { describe, expect, it } from 'vitest'
import { issueText } from './issue-text.ts'
import { visitorQuery } from './query.ts'

const told = (query: object) =>
  visitorQuery.safeParse(query).error?.issues.map((issue) => issueText([], issue))

describe('issueText', () => {
  it('says what a moment looks like to whoever wrote another one', () => {
    expect(told({ at: 'gisteren' })).toEqual([
      'at: expected an ISO 8601 date or instant such as 2026-11-21 or 2026-11-21T09:00:00Z',
    ])
  })
})
