import { advance, type Model, PRIORS, type Profile, standingAt } from '@koopsignaal/scoring'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory } from '../../scoring/src/fixtures.ts'
import { historiesOf } from './moments.ts'
import { readingsOf } from './readings.ts'
import { walksOf } from './walk.ts'

it.each([PRIORS.shop, PRIORS.services, PRIORS.content])(
  'comes to the scores that scoring comes to: $kind',
  (model: Model) => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const [history] = historiesOf(events)
        if (history === undefined) return
        const [walk] = walksOf(readingsOf([history], 'visit', Number.POSITIVE_INFINITY), model)
        let profile: Profile | null = null
        for (const [i, event] of history.events.entries()) {
          const step: ReturnType<typeof advance> = advance(profile, event, model)
          profile = step.profile
          expect(walk!.steps[i]!.before).toBe(step.before?.raw ?? model.base)
          expect(walk!.steps[i]!.after).toBe(standingAt(profile, event.at, model).raw)
        }
      }),
      { numRuns: 50 },
    )
  },
)
