import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, SankeyChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

/** A chart on the page. */
export interface Drawing {
  readonly show: (option: EChartsCoreOption) => void
  readonly fit: () => void
  readonly end: () => void
}

/** Draws into an element that has a size. This is the one file that knows the library; it is loaded with the first chart. */
export function draw(element: HTMLElement): Drawing {
  const chart = init(element, null, { renderer: 'svg' })
  return {
    show: (option) => chart.setOption(option, { notMerge: true }),
    fit: () => chart.resize(),
    end: () => {
      // The library empties its elements through innerHTML, which the page's policy forbids even for nothing.
      for (const emptied of [element, ...element.querySelectorAll('svg')]) {
        Object.defineProperty(emptied, 'innerHTML', { set: () => emptied.replaceChildren() })
      }
      chart.dispose()
    },
  }
}
