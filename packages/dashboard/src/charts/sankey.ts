import type { EChartsCoreOption } from 'echarts/core'
import type { Colours } from './colours.ts'
import { FONT, plain, tooltip } from './parts.ts'

/** A stop of a journey. */
export interface Stop {
  /** Its place and name: no two are the same. */
  readonly id: string
  readonly label: string
  readonly kind: 'touch' | 'converted' | 'left'
  /** From the left: 0 is the first. */
  readonly depth: number
}

/** Visitors who went from one stop to another. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly visitors: number
  /** In words. */
  readonly text: string
}

/** Journeys as bands: the wider, the more went that way. */
export function sankey(stops: readonly Stop[], flows: readonly Flow[], colours: Colours): EChartsCoreOption {
  const fill = { touch: colours.zoeker, converted: colours.koper, left: colours.passant }
  const texts = new Map(flows.map(({ from, to, text }) => [`${from}>${to}`, text]))
  return {
    animation: false,
    tooltip: {
      ...tooltip(colours),
      trigger: 'item',
      formatter: ({
        data,
        dataType,
      }: {
        dataType: string
        data: { source: string; target: string; name: string }
      }) =>
        dataType === 'edge'
          ? plain(texts.get(`${data.source}>${data.target}`) ?? '')
          : plain(stops.find(({ id }) => id === data.name)?.label ?? ''),
    },
    series: {
      type: 'sankey',
      left: 4,
      right: 150,
      top: 8,
      bottom: 8,
      nodeWidth: 10,
      nodeGap: 14,
      draggable: false,
      emphasis: { focus: 'adjacency' },
      label: {
        color: colours.ink,
        fontFamily: FONT,
        fontSize: 12.5,
        width: 140,
        overflow: 'truncate',
        formatter: ({ name }: { name: string }) => plain(stops.find(({ id }) => id === name)?.label ?? ''),
      },
      lineStyle: { color: 'target', opacity: 0.28, curveness: 0.5 },
      data: stops.map(({ id, kind, depth }) => ({
        name: id,
        depth,
        itemStyle: { color: fill[kind], borderWidth: 0 },
      })),
      links: flows.map(({ from, to, visitors }) => ({ source: from, target: to, value: visitors })),
    },
  }
}
