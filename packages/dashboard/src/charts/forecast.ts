import type { EChartsCoreOption } from 'echarts/core'
import type { Colours } from './colours.ts'
import { grid, nameAxis, numberAxis, tooltip } from './parts.ts'

/** A day that was, or one that is expected with an interval. */
export interface ForecastPoint {
  readonly name: string
  readonly past: number | null
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
  /** All of it in words. */
  readonly text: string
}

/** What was as bars, what is expected as a line inside its interval. */
export function forecastChart(
  points: readonly ForecastPoint[],
  write: (value: number) => string,
  colours: Colours,
): EChartsCoreOption {
  const band = {
    type: 'line',
    stack: 'band',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
  } as const
  return {
    animation: false,
    grid: grid({ right: 12, top: 12, bottom: 8 }),
    tooltip: {
      ...tooltip(colours),
      trigger: 'axis',
      formatter: (hovered: readonly { dataIndex: number }[]) => points[hovered[0]!.dataIndex]!.text,
    },
    xAxis: nameAxis(
      points.map(({ name }) => name),
      colours,
    ),
    yAxis: { ...numberAxis(write, colours), minInterval: 1 },
    series: [
      {
        type: 'bar',
        name: 'past',
        itemStyle: { color: colours.passant, opacity: 0.6 },
        emphasis: { disabled: true },
        data: points.map(({ past }) => past),
      },
      // The band is the low end, unseen, with the width of the interval upon it.
      { ...band, name: 'low', data: points.map(({ low }) => low) },
      {
        ...band,
        name: 'interval',
        areaStyle: { color: colours.koper, opacity: 0.2 },
        data: points.map(({ low, high }) => (low === null || high === null ? null : high - low)),
      },
      {
        type: 'line',
        name: 'expected',
        symbol: 'none',
        lineStyle: { color: colours.koper, width: 2.5 },
        itemStyle: { color: colours.koper },
        data: points.map(({ expected }) => expected),
      },
    ],
  }
}
