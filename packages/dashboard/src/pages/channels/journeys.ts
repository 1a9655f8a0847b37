import type { ChannelLinkAnswer, ChannelsAnswer } from '@koopsignaal/protocol'
import { chart } from '../../charts/chart.ts'
import { type Flow, type Stop, sankey } from '../../charts/sankey.ts'
import type { FilterContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { nothing, section } from '../../parts/section.ts'
import { asTable, figures } from '../../parts/table.ts'
import { labelName } from './channel-name.ts'
import { flowList } from './flow-list.ts'

const HEIGHT = 420
/** The most travelled ways: the others are seldom read. */
const WAYS = 10

/** Which ways led to a conversion: a picture of the journeys, and the most travelled ones in words. */
export function journeys({ links, paths }: ChannelsAnswer, context: FilterContext): HTMLElement {
  const { t, format } = context
  if (links.length === 0)
    return section({ id: 'journeys', title: t.journeys }, nothing('no-journeys', t.noJourneys))
  const picture = toPicture(links, context)
  const { stops, flows } = picture
  return section(
    { id: 'journeys', title: t.journeys, intro: t.journeysIntro },
    flowList(picture, context),
    h(
      'div',
      { class: 'flow-picture' },
      chart({
        id: 'sankey',
        label: t.sankeyLabel(format.number(Math.min(WAYS, paths.length))),
        height: HEIGHT,
        option: (colours) => sankey(stops, flows, colours),
      }),
    ),
    h('h3', { class: 'after' }, t.paths),
    figures({
      caption: t.paths,
      rowId: 'path-row',
      rows: paths.slice(0, WAYS),
      columns: [
        { name: t.path, cell: ({ touches }) => touches.map((one) => labelName(one, context)).join(' → ') },
        { name: t.visitors, cell: ({ visitors }) => format.number(visitors) },
        { name: t.converted, cell: ({ converted }) => format.number(converted) },
        { name: t.conversionRate, cell: ({ conversionRate }) => format.percent(conversionRate) },
      ],
    }),
    asTable(
      t.asTable,
      figures({
        caption: t.journeys,
        rows: flows,
        columns: [
          { name: t.fromTo, cell: ({ text }) => text.slice(0, text.lastIndexOf(':')) },
          { name: t.visitors, cell: ({ visitors }) => format.number(visitors) },
        ],
      }),
    ),
  )
}

/** Links as stops and bands: the same touch is another stop at another place of the journey. */
export function toPicture(
  links: readonly ChannelLinkAnswer[],
  context: Pick<FilterContext, 't' | 'format' | 'language'>,
): { readonly stops: readonly Stop[]; readonly flows: readonly Flow[] } {
  const { t, format } = context
  const stops = new Map<string, Stop>()
  const stop = (position: number, label: string | null, ended: ChannelLinkAnswer['ended']): Stop => {
    const kind = ended ?? 'touch'
    const id = `${position} ${label ?? kind}`
    const name =
      label === null
        ? t[kind === 'converted' ? 'endConverted' : 'endLeft']
        : labelName(label, context as FilterContext)
    const made = stops.get(id) ?? { id, label: name, kind, depth: position - 1 }
    stops.set(id, made)
    return made
  }
  const flows = links.map(({ position, from, to, ended, visitors }) => {
    const start = stop(position, from, null)
    const end = stop(position + 1, to, to === null ? ended : null)
    const text = `${start.label} → ${end.label}: ${t.totalVisitors(visitors, format.number(visitors))}`
    return { from: start.id, to: end.id, visitors, text }
  })
  return { stops: [...stops.values()], flows }
}
