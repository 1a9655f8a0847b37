import type { Query } from '../../api.ts'
import type { SiteContext } from '../../context.ts'
import { filterQuery } from '../../url-state.ts'

/** The question that the list asks. */
export function visitorsQuery({ state, span }: Pick<SiteContext, 'state' | 'span'>): Query {
  return { ...span, ...filterQuery(state), sort: state.sort }
}
