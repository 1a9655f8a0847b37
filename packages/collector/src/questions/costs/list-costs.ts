import type { CostsAnswer } from '@koopsignaal/protocol'
import { AppError } from '../../errors.ts'
import type { Cost, CostFilter, Site, Store } from '../../storage/store.ts'
import { mustBeInOrder } from './must-be-in-order.ts'

/** One page of what was spent, in order of days, channel, source, campaign. The cursor is the last line's place in that order, so that
 *  lines that are added meanwhile shift nothing.
 *  @throws AppError invalid_request for a cursor that is none of ours, and for days in the wrong order */
export async function listCosts(
  store: Store,
  site: Site,
  asked: { readonly filter: CostFilter; readonly limit: number; readonly cursor: string | undefined },
): Promise<CostsAnswer> {
  mustBeInOrder(asked.filter)
  const all = await store.costs(site.id, asked.filter)
  const after = asked.cursor === undefined ? null : placeIn(asked.cursor)
  const rest = after === null ? all : all.filter((cost) => isAfter(placeOf(cost), after))
  const costs = rest.slice(0, asked.limit)
  return { costs, next: rest.length > costs.length ? toCursor(costs.at(-1)!) : null }
}

type Place = readonly string[]

function placeOf({ from, to, channel, source, campaign }: Cost): Place {
  return [from, to, channel, source ?? '', campaign ?? '']
}

function isAfter(a: Place, b: Place): boolean {
  const i = a.findIndex((part, place) => part !== b[place])
  return i >= 0 && a[i]! > b[i]!
}

function toCursor(cost: Cost): string {
  return Buffer.from(JSON.stringify(placeOf(cost))).toString('base64url')
}

function placeIn(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(place) && place.length === 5 && place.every((part) => typeof part === 'string'))
      return place
  } catch {
    // Not ours: told below.
  }
  throw new AppError(
    'invalid_request',
    'cursor: use the `next` of an earlier answer as it is, with the same order and filters',
  )
}
