import type { UnixMs } from '@koopsignaal/protocol'

/** @example iso(0) // '1970-01-01T00:00:00.000Z' */
export function iso(at: UnixMs): string {
  return new Date(at).toISOString()
}
