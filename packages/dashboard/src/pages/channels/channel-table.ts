import type { ChannelRowAnswer, ChannelsAnswer, Segment } from '@koopsignaal/protocol'
import type { FilterContext } from '../../context.ts'
import { h, svg } from '../../dom.ts'
import { figures } from '../../parts/table.ts'
import { channelName } from './channel-name.ts'

/** Every channel with who it brings, what they do and what that costs. */
export function channelTable(answer: ChannelsAnswer, context: FilterContext): HTMLElement {
  const { t, format } = context
  const { currency } = answer
  // Nothing spent is no price: a koper who came by himself was not the cheapest one bought.
  const money = (value: number | null) =>
    value === null || value === 0 ? '–' : format.money(value, currency)
  const most = Math.max(1, ...answer.channels.map(({ visitors }) => visitors))
  const hasCosts = answer.channels.some(({ cost }) => cost !== null && cost > 0)
  const hasValue = answer.channels.some(({ value }) => value !== null && value > 0)
  return figures({
    caption: t.byChannel,
    rowId: 'channel-row',
    rows: answer.channels,
    columns: [
      { name: t.channel, cell: (row) => nameCell(row, most, context) },
      { name: t.visitors, cell: (row) => format.number(row.visitors) },
      { name: t.zoekers, cell: (row) => format.number(row.zoekers) },
      { name: t.kopers, title: t.kopersMeans, cell: (row) => koperCell(row, context) },
      { name: t.conversions, cell: (row) => format.average(row.conversions) },
      ...(hasValue ? [{ name: t.worth, cell: ({ value }: ChannelRowAnswer) => money(value) }] : []),
      ...(hasCosts
        ? [
            { name: t.cost, cell: ({ cost }: ChannelRowAnswer) => money(cost) },
            { name: t.perKoper, cell: (row: ChannelRowAnswer) => h('strong', {}, money(row.costPerKoper)) },
            {
              name: t.perNewCustomer,
              cell: ({ costPerNewCustomer }: ChannelRowAnswer) => money(costPerNewCustomer),
            },
          ]
        : []),
    ],
  })
}

function nameCell(row: ChannelRowAnswer, most: number, context: FilterContext): HTMLElement {
  return h(
    'span',
    { class: 'channel-name' },
    h('span', { class: 'clamp', title: channelName(row, context) }, channelName(row, context)),
    segmentBar({ passant: row.passanten, zoeker: row.zoekers, koper: row.kopers }, most),
  )
}

const BAR = { width: 180, height: 6 }
const ORDER: readonly Segment[] = ['koper', 'zoeker', 'passant']

/** How a channel's visitors are spread, as a picture beside the numbers. */
function segmentBar(counts: Readonly<Record<Segment, number>>, most: number): SVGElement {
  let x = 0
  const parts = ORDER.map((segment) => {
    const width = (counts[segment] / most) * BAR.width
    const part = svg('rect', { class: `fill-${segment}`, x, y: 0, width, height: BAR.height })
    x += width
    return part
  })
  return svg(
    'svg',
    { ...BAR, viewBox: `0 0 ${BAR.width} ${BAR.height}`, 'aria-hidden': 'true', class: 'segment-bar' },
    ...parts,
  )
}

function koperCell({ kopers, previous }: ChannelRowAnswer, { t, format }: FilterContext): HTMLElement {
  const change = previous === null ? 0 : kopers - previous.kopers
  const sign = change > 0 ? '+' : '−'
  return h(
    'span',
    {},
    h('strong', {}, format.number(kopers)),
    change !== 0 &&
      h(
        'span',
        { class: 'quiet', title: t.was(format.number(previous!.kopers)) },
        ` ${sign}${format.number(Math.abs(change))}`,
      ),
  )
}
