import { SEGMENTS, type Segment } from '@koopsignaal/protocol'
import type { EChartsCoreOption } from 'echarts/core'
import type { Colours } from './colours.ts'
import { grid, nameAxis, numberAxis, tooltip } from './parts.ts'

/** A bar of segments upon each other. */
export interface StackedBar extends Readonly<Record<Segment, number>> {
  readonly name: string
  /** Whether there was a conversion: a dot below the bar. */
  readonly isMarked: boolean
  /** All of it in words. */
  readonly text: string
}

/** The segment that matters most stands on the ground, where heights compare best. */
const STACK = SEGMENTS.toReversed()

/** The segments over time as stacked bars. */
export function stackedBars(
  bars: readonly StackedBar[],
  write: (value: number) => string,
  colours: Colours,
): EChartsCoreOption {
  return {
    animation: false,
    grid: grid({ right: 8, top: 12, bottom: 12 }),
    tooltip: {
      ...tooltip(colours),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (hovered: readonly { dataIndex: number }[]) => bars[hovered[0]!.dataIndex]!.text,
    },
    xAxis: {
      ...nameAxis(
        bars.map(({ name }) => name),
        colours,
      ),
      axisLabel: { ...nameAxis([], colours).axisLabel, margin: 16 },
    },
    yAxis: numberAxis(write, colours),
    series: [
      ...STACK.map((segment) => ({
        type: 'bar',
        stack: 'segments',
        name: segment,
        barCategoryGap: bars.length > 60 ? '12%' : '24%',
        itemStyle: { color: colours[segment], opacity: segment === 'passant' ? 0.55 : 1 },
        emphasis: { disabled: true },
        data: bars.map((bar) => bar[segment]),
      })),
      {
        type: 'line',
        name: 'conversions',
        lineStyle: { opacity: 0 },
        itemStyle: { color: colours.ink },
        symbol: 'circle',
        symbolSize: 5,
        symbolOffset: [0, 8],
        showAllSymbol: true,
        clip: false,
        silent: true,
        emphasis: { disabled: true },
        data: bars.map(({ isMarked }) => (isMarked ? 0 : null)),
      },
    ],
  }
}
