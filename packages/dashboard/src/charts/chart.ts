import type { EChartsCoreOption } from 'echarts/core'
import { h } from '../dom.ts'
import { type Colours, readColours } from './colours.ts'
import type { Drawing } from './draw.ts'

export interface ChartOptions {
  /** Names the chart for tests. */
  readonly id: string
  /** What a reader sees who cannot see it: the gist, and where the figures are. */
  readonly label: string
  /** In CSS pixels. */
  readonly height: number
  readonly option: (colours: Colours) => EChartsCoreOption
}

/** A chart that draws itself once it is on the page, in the colours of the moment, as wide as there is room. Until then, and where
 *  the browser has no means to draw, its place is empty: the figures stand in a table beside it. */
export function chart({ id, label, height, option }: ChartOptions): HTMLElement {
  const frame = h('div', { class: 'chart', role: 'img', 'aria-label': label, 'data-testid': id })
  frame.style.blockSize = `${height}px`
  if (typeof ResizeObserver !== 'function') return frame
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let drawing: Drawing | null = null
  let isLoading = false
  const show = () => drawing?.show(option(readColours(frame)))
  const observer = new ResizeObserver(() => void fit())
  const fit = async () => {
    if (!frame.isConnected) return end()
    if (frame.clientWidth === 0 || isLoading) return
    if (drawing === null) {
      isLoading = true
      const { draw } = await import('./draw.ts')
      isLoading = false
      if (!frame.isConnected) return
      drawing = draw(frame)
      dark.addEventListener('change', show)
    } else {
      drawing.fit()
    }
    show()
  }
  const end = () => {
    observer.disconnect()
    dark.removeEventListener('change', show)
    drawing?.end()
    drawing = null
  }
  observer.observe(frame)
  return frame
}
