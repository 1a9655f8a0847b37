import { NUMBER_OF_A_THING } from './lists/not-personal.ts'

/** Whether what begins at `offset` is an article, order or company number, by the words right before it.
 *  @example isNumberOfAThing('artikel 0201234567', 8) // true */
export function isNumberOfAThing(whole: string, offset: number): boolean {
  const before = whole.slice(Math.max(0, offset - 32), offset)
  // A letter right before it makes a code: 'P0201234567'.
  return NUMBER_OF_A_THING.test(before) || /(?<!tel|telefoon|fax|phone|bsn|sofi)[a-z]$/i.test(before)
}
