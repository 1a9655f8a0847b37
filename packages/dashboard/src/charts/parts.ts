import type { Colours } from './colours.ts'

/** What every chart shares. */

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'

/** A label beside the pointer. Drawn, not written as markup: what visitors send stands in some of them. */
export function tooltip({ sheet, line, ink }: Colours) {
  return {
    renderMode: 'richText',
    confine: true,
    backgroundColor: sheet,
    borderColor: line,
    borderWidth: 1,
    padding: [8, 10],
    textStyle: { color: ink, fontFamily: FONT, fontSize: 13, lineHeight: 19 },
  } as const
}

/** Where the drawing stands: as wide as the labels of its axes leave it. */
export function grid(margins: { readonly right: number; readonly top: number; readonly bottom: number }) {
  return { left: 8, ...margins, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const
}

/** An axis with days or other names along it. */
export function nameAxis(names: readonly string[], { quiet, line }: Colours) {
  return {
    type: 'category',
    data: names,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: line } },
    axisLabel: { color: quiet, fontFamily: FONT, fontSize: 12, hideOverlap: true },
  } as const
}

/** An axis with numbers along it. */
export function numberAxis(write: (value: number) => string, { quiet, line }: Colours) {
  return {
    type: 'value',
    splitNumber: 3,
    axisLabel: { color: quiet, fontFamily: FONT, fontSize: 12, formatter: write },
    splitLine: { lineStyle: { color: line } },
  } as const
}

/** Text as the library shows it: a brace would begin one of its own styles.
 *  @example plain('{a|b}') // '{\u200ba|b}' */
export function plain(text: string): string {
  return text.replaceAll('{', '{\u200b')
}
