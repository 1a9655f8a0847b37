import type { Locator } from 'playwright-core'

/** All figures that a Dutch text shows, in order: '+88 (+40,4%) was 2.218' is 88, 40.4 and 2218.
 *  @example numbersOf('−5 van 1.204') // [-5, 1204] */
export function numbersOf(text: string): readonly number[] {
  return [...text.matchAll(/−?\d[\d.]*(?:,\d+)?/g)].map(([found]) =>
    Number(found.replaceAll('.', '').replace(',', '.').replace('−', '-')),
  )
}

/** All figures that an element shows to who looks at it. */
export async function figuresOf(element: Locator): Promise<readonly number[]> {
  return numbersOf(await element.innerText())
}

/** The cells of each row of a table as text, the name of the row first. What is folded away counts, too. */
export async function cellsOf(rows: Locator): Promise<readonly (readonly string[])[]> {
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())),
  )
}
