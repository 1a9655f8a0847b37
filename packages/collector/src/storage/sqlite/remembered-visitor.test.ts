import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyHistory } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { SHOP } from '../fixtures.ts'
import { recallVisitor, rememberVisitor } from './remembered-visitor.ts'
import { profileValues } from './rows.ts'

it('recalls a visitor of any history as it was', () => {
  fc.assert(
    fc.property(anyHistory, fc.constantFrom('NL', null), (history, country) => {
      const people = history.filter(({ bot }) => bot === null).map((one) => ({ ...one, country }))
      if (people.length === 0) return
      const change = advanceVisitor(SHOP, null, people)
      if (change === 'needs_history') throw new Error('asked for the history')
      const sealed = profileValues(change, 7).at(-1) as Buffer
      const whose = { site: SHOP.id, visitor: 'visitor-1' }
      const { stored, tail } = recallVisitor(rememberVisitor(change, sealed, change.spans), whose)
      expect(stored).toEqual({ ...whose, profile: change.profile, facts: change.facts })
      expect(tail).toEqual(change.spans)
    }),
  )
})
