import type { EChartsCoreOption } from 'echarts/core'
import type { Colours } from './colours.ts'
import { grid, numberAxis, plain, tooltip } from './parts.ts'

/** How often something came true of those who were told so. */
export interface CalibrationPoint {
  readonly said: number
  readonly seen: number
  /** All of it in words. */
  readonly text: string
}

/** What one model said, and what came of it. */
export interface CalibrationSeries {
  readonly name: string
  readonly points: readonly CalibrationPoint[]
}

/** Said against seen for two models; where they are the same runs a dotted line, and a chance that comes true lies on it. */
export function calibration(
  series: readonly CalibrationSeries[],
  write: (share: number) => string,
  colours: Colours,
): EChartsCoreOption {
  const most = Math.max(
    0.01,
    ...series.flatMap(({ points }) => points.flatMap(({ said, seen }) => [said, seen])),
  )
  const axis = { ...numberAxis(write, colours), min: 0, max: most, splitNumber: 4 }
  const looks = [
    { colour: colours.quiet, symbol: 'emptyCircle', type: 'dashed' },
    { colour: colours.koper, symbol: 'circle', type: 'solid' },
  ] as const
  return {
    animation: false,
    grid: grid({ right: 24, top: 16, bottom: 8 }),
    tooltip: {
      ...tooltip(colours),
      trigger: 'item',
      formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) =>
        plain(series[seriesIndex - 1]?.points[dataIndex]?.text ?? ''),
    },
    xAxis: axis,
    yAxis: axis,
    series: [
      {
        type: 'line',
        silent: true,
        symbol: 'none',
        lineStyle: { color: colours.line, type: 'dotted', width: 2 },
        data: [
          [0, 0],
          [most, most],
        ],
      },
      ...series.map(({ name, points }, i) => ({
        type: 'line',
        name,
        symbol: looks[i % 2]!.symbol,
        symbolSize: 7,
        itemStyle: { color: looks[i % 2]!.colour },
        lineStyle: { color: looks[i % 2]!.colour, type: looks[i % 2]!.type, width: 2 },
        data: points.map(({ said, seen }) => [said, seen]),
      })),
    ],
  }
}
