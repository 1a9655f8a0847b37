import { expect, it } from 'vitest'
import { EngineFailure } from '../store.ts'
import { seal, unseal } from './sealed.ts'

it('gives back what was sealed, and notices each bit that flips', () => {
  const bytes = Buffer.from('een koopsignaal')
  const sealed = seal(bytes, 7)
  expect(unseal(sealed, 7, 'it')).toEqual(bytes)
  for (let bit = 0; bit < 8 * sealed.length; bit++) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    expect(() => unseal(flipped, 7, 'it')).toThrow(EngineFailure)
  }
})

it('notices a value that stands in another place, or was cut', () => {
  const sealed = seal(Buffer.from('abc'), 7)
  expect(() => unseal(sealed, 8, 'the row')).toThrow('the row is damaged')
  expect(() => unseal(sealed.subarray(0, 5), 7, 'the row')).toThrow('the row is damaged')
  expect(() => unseal(Buffer.alloc(0), 7, 'the row')).toThrow('the row is damaged')
})
