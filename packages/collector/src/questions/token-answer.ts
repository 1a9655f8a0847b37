import type { TokenAnswer } from '@koopsignaal/protocol'
import type { Token } from '../storage/store.ts'
import { iso } from './iso.ts'

/** Of a token's hash: enough to tell a site's tokens apart. */
const ID_LENGTH = 16

/** A token as its owner sees it, without the token itself. */
export function toTokenAnswer({ hash, role, label, createdAt }: Token): TokenAnswer {
  return { id: hash.slice(0, ID_LENGTH), role, label, createdAt: iso(createdAt) }
}
