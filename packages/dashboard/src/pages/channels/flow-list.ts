import type { Flow, Stop } from '../../charts/sankey.ts'
import type { FilterContext } from '../../context.ts'
import { h, meter } from '../../dom.ts'

/** More than these on a step nobody reads on a phone. Chosen. */
const MOST = 6

interface Line {
  readonly label: string
  readonly visitors: number
}

/** The bands of a journey's picture one below the other, for screens too narrow for the picture: after each visit where people went,
 *  the most travelled way first, and how many went no further. */
export function flowList(
  { stops, flows }: { readonly stops: readonly Stop[]; readonly flows: readonly Flow[] },
  context: FilterContext,
): HTMLElement {
  const { t, format } = context
  const stopOf = new Map(stops.map((stop) => [stop.id, stop]))
  const steps = Map.groupBy(flows, ({ from }) => stopOf.get(from)!.depth + 1)
  const step = ([visit, all]: readonly [number, readonly Flow[]]) => {
    const lines = linesOf(all, stopOf, t.endLeft)
    const most = Math.max(...lines.map(({ visitors }) => visitors))
    return [
      h('h3', {}, t.afterVisit(visit, format.number(visit))),
      h('ol', {}, ...lines.map((one) => item(one, most, context))),
    ]
  }
  const inOrder = [...steps].toSorted(([a], [b]) => a - b)
  return h('div', { class: 'flows', 'data-testid': 'flows' }, ...inOrder.flatMap(step))
}

/** Who went no further came from everywhere: one line tells it, or all others would stand below it. */
function linesOf(flows: readonly Flow[], stopOf: ReadonlyMap<string, Stop>, ended: string): readonly Line[] {
  const isEnd = ({ to }: Flow) => stopOf.get(to)!.kind === 'left'
  const left = flows.filter(isEnd)
  const onward = flows.filter((one) => !isEnd(one))
  const ways = onward.toSorted((a, b) => b.visitors - a.visitors).slice(0, MOST)
  const label = (id: string) => stopOf.get(id)!.label
  return [
    ...ways.map(({ from, to, visitors }) => ({ label: `${label(from)} → ${label(to)}`, visitors })),
    { label: ended, visitors: left.reduce((sum, { visitors }) => sum + visitors, 0) },
  ].filter(({ visitors }) => visitors > 0)
}

function item({ label, visitors }: Line, most: number, { format }: FilterContext): HTMLElement {
  return h(
    'li',
    {},
    h('span', {}, label),
    h('strong', {}, format.number(visitors)),
    meter(visitors / most, 'is-for'),
  )
}
