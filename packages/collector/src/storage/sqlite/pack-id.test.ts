import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ByteReader, ByteWriter } from './bytes.ts'
import { readId, writeId } from './pack-id.ts'

function packed(id: string, before?: string): Buffer {
  const to = new ByteWriter()
  writeId(to, id, before)
  return to.finish()
}

it('gives every id back, whatever stood before it', () => {
  const alphabets = ['0123456789', '0123456789abcdef', 'abcXYZ019-_', 'aé€😀 "\\']
  const anyId = fc
    .constantFrom(...alphabets)
    .chain((letters) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 64 }))
  fc.assert(
    fc.property(anyId, anyId, fc.nat(12), (id, other, shared) => {
      const before = id.slice(0, shared) + other
      expect(readId(new ByteReader(packed(id, before)), before)).toBe(id)
    }),
  )
})

it.each([
  ['digits', '3141592653589793238462643383279502884197', 20],
  ['hex', 'b1946ac92492d2347c6235b4d2611184', 18],
  ['base64url', 'x9fK_2-aQw7ZbN0e', 14],
])('packs %s', (_, id, bytes) => {
  expect(packed(id).length).toBe(bytes)
})

it('writes what an id shares with the one before it once', () => {
  expect(packed('r0000012345-Ab3_x9fK', 'r0000012344-zzzzzzzz').length).toBeLessThan(
    packed('r0000012345-Ab3_x9fK').length - 5,
  )
})
