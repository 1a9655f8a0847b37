import type { Segment } from '@koopsignaal/protocol'
import type { EChartsCoreOption } from 'echarts/core'
import type { Colours } from './colours.ts'
import { grid, numberAxis, tooltip } from './parts.ts'

/** A score at a moment. */
export interface ScorePoint {
  /** Unix ms. */
  readonly at: number
  readonly score: number
  readonly segment: Segment
  /** All of it in words. */
  readonly text: string
}

/** How a score went, and dashed how it will go. */
export function scoreLine(
  past: readonly ScorePoint[],
  ahead: readonly ScorePoint[],
  write: { readonly axis: (at: number) => string; readonly now: string },
  colours: Colours,
): EChartsCoreOption {
  const points = [...past, ...ahead]
  const toData = (list: readonly ScorePoint[]) =>
    list.map(({ at, score, segment }) => ({
      value: [at, score],
      itemStyle: { color: colours[segment] },
    }))
  const line = { type: 'line', emphasis: { disabled: true } } as const
  const quiet = { color: colours.quiet, fontSize: 12 }
  return {
    animation: false,
    grid: grid({ right: 20, top: 22, bottom: 8 }),
    tooltip: {
      ...tooltip(colours),
      trigger: 'axis',
      formatter: (hovered: readonly { value: readonly [number, number] }[]) =>
        points.find(({ at }) => at === hovered[0]!.value[0])?.text ?? '',
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      splitNumber: 5,
      axisLabel: { ...quiet, hideOverlap: true, formatter: write.axis },
    },
    yAxis: { ...numberAxis(String, colours), min: 0, max: 100, splitNumber: 4 },
    series: [
      {
        ...line,
        name: 'past',
        // A score holds until the next event but for its fading, which is slow beside what an event does.
        step: 'end',
        symbolSize: 7,
        symbol: 'circle',
        lineStyle: { color: colours.quiet, width: 2 },
        data: toData(past),
        markLine: {
          symbol: 'none',
          silent: true,
          label: { formatter: write.now, ...quiet },
          lineStyle: { color: colours.quiet, type: 'dotted' },
          data: ahead.length === 0 ? [] : [{ xAxis: ahead[0]!.at }],
        },
      },
      {
        ...line,
        name: 'ahead',
        symbol: 'circle',
        symbolSize: 4,
        showAllSymbol: true,
        lineStyle: { color: colours.quiet, type: 'dashed', width: 2 },
        data: toData(ahead),
      },
    ],
  }
}
