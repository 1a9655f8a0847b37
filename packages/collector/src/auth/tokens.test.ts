import { ROLES } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../errors.ts'
import type { Store, Token } from '../storage/store.ts'
import { authorize, callerOf, hashToken, newToken } from './tokens.ts'

const storeWith = (...tokens: readonly Token[]) =>
  ({ token: async (hash: string) => tokens.find((token) => token.hash === hash) ?? null }) as unknown as Store
const readToken = (token: string): Token => ({
  hash: hashToken(token),
  site: 'example',
  role: 'read',
  label: '',
  createdAt: 0,
})

describe('a new token', () => {
  it('has 256 bits and is never made twice', () => {
    const tokens = Array.from({ length: 1_000 }, newToken)
    expect(new Set(tokens).size).toBe(1_000)
    for (const token of tokens) expect(Buffer.from(token.slice(3), 'base64url')).toHaveLength(32)
  })
})

describe('the caller behind a header', () => {
  it.each(['Bearer', 'bearer', 'BEARER'])('is found with %s', async (word) => {
    const token = newToken()
    expect(await callerOf(`${word} ${token}`, storeWith(readToken(token)), null)).toEqual({
      role: 'read',
      site: 'example',
    })
  })

  it('is the administrator with the fixed token, and with no other', async () => {
    const fixed = 'a'.repeat(32)
    expect(await callerOf(`Bearer ${fixed}`, storeWith(), fixed)).toEqual({ role: 'admin', site: null })
    for (const [token, admin] of [
      [`${fixed}b`, fixed],
      [fixed, null],
    ] as const)
      await expect(callerOf(`Bearer ${token}`, storeWith(), admin)).rejects.toThrow('not known here')
  })

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic x',
    'Bearer a b',
    'Bearer é',
    `Bearer ${'x'.repeat(513)}`,
  ])('is nobody with %j', async (header) => {
    expect(await callerOf(header, storeWith(), 'x'.repeat(32))).toBeNull()
  })
})

describe('what a role may do', () => {
  const allowed = (
    role: (typeof ROLES)[number],
    site: string | null,
    needed: (typeof ROLES)[number],
    asked: string | null,
  ) => {
    try {
      authorize({ role, site }, needed, asked)
      return 'yes'
    } catch (error) {
      return (error as AppError).code
    }
  }

  it('is its own and, for admin, everything', () => {
    const table = ROLES.map((role) => ROLES.map((needed) => allowed(role, 'example', needed, 'example')))
    expect(table).toEqual([
      ['yes', 'forbidden', 'forbidden'],
      ['forbidden', 'yes', 'forbidden'],
      ['yes', 'yes', 'yes'],
    ])
  })

  it('ends at its own site, which says nothing of whether there is another', () => {
    for (const role of ROLES) {
      expect(allowed(role, 'example', role, 'second')).toBe('unknown_site')
      expect(allowed(role, null, role, 'second')).toBe('yes')
    }
  })

  it('does not reach over all sites for the admin of one', () => {
    expect(allowed('admin', 'example', 'admin', null)).toBe('forbidden')
    expect(allowed('admin', null, 'admin', null)).toBe('yes')
  })

  it('is nothing for nobody', () => {
    expect(() => authorize(null, 'read', null)).toThrow('Send a token')
  })
})
