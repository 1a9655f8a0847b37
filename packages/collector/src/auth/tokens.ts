import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Role } from '@koopsignaal/protocol'
import { AppError } from '../errors.ts'
import type { Store, Token } from '../storage/store.ts'

/** What may stand behind `Bearer`: no space, and nothing that a header cannot carry. */
export const TOKEN = /^[\x21-\x7e]{1,512}$/

/** A new token: 256 random bits. Shown once; only its hash is kept. */
export function newToken(): string {
  return `ks_${randomBytes(32).toString('base64url')}`
}

/** Hex SHA-256: enough for a secret of 256 bits, which nobody can guess from a list. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Who asks, and what they may do. */
export interface Caller {
  readonly role: Role
  /** null = every site. */
  readonly site: string | null
}

/** Finds the caller behind an `Authorization` header.
 *  @returns null when the header holds no token
 *  @throws AppError unauthorized for a token that nobody has: who sent one is not to be told to send one */
export async function callerOf(
  authorization: string | undefined,
  store: Store,
  adminToken: string | null,
): Promise<Caller | null> {
  const token = /^Bearer (.*)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined || !TOKEN.test(token)) return null
  const hash = hashToken(token)
  if (adminToken !== null && sameHash(hash, hashToken(adminToken))) return { role: 'admin', site: null }
  // The look-up is by hash: what its time tells is about the hash, and that tells nothing about the token.
  const stored: Token | null = await store.token(hash)
  if (stored !== null && sameHash(hash, stored.hash)) return { role: stored.role, site: stored.site }
  throw new AppError(
    'unauthorized',
    'This token is not known here: it is mistyped, withdrawn, or of another collector.',
  )
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

/** What each role may do; `admin` may do everything. `write` cannot read: a shop's server needs no look at its visitors. */
const ALLOWS: Readonly<Record<Role, readonly Role[]>> = {
  read: ['read'],
  write: ['write'],
  admin: ['read', 'write', 'admin'],
}

/** @throws AppError unauthorized without a valid token */
export function mustBeKnown(caller: Caller | null): Caller {
  if (caller === null) throw new AppError('unauthorized', 'Send a token: Authorization: Bearer ks_…')
  return caller
}

/** @throws AppError unauthorized without a valid token; unknown_site for another site's token (it does not learn which sites
 *  there are); forbidden when the token's role does not allow it */
export function authorize(someone: Caller | null, needed: Role, site: string | null): Caller {
  const caller = mustBeKnown(someone)
  if (site !== null && caller.site !== null && caller.site !== site) {
    throw new AppError('unknown_site', `There is no site '${site}' for this token.`)
  }
  if (site === null && caller.site !== null && needed === 'admin') {
    throw new AppError('forbidden', 'This needs the token of the whole collector, not of one site.')
  }
  if (!ALLOWS[caller.role].includes(needed)) {
    throw new AppError(
      'forbidden',
      `This needs a token with the role '${needed}'; this one has '${caller.role}'.`,
    )
  }
  return caller
}
