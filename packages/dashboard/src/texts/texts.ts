import type { Language } from '@koopsignaal/protocol'
import { BACKTEST_TEXTS } from './backtest.ts'
import { CHANNELS_TEXTS } from './channels.ts'
import { CONTENT_TEXTS } from './content.ts'
import { FRAME_TEXTS } from './frame.ts'
import { NOW_TEXTS } from './now.ts'
import { OVERVIEW_TEXTS } from './overview.ts'
import { SITE_TEXTS } from './site.ts'
import { TERMS } from './terms.ts'
import { VISITOR_TEXTS } from './visitor.ts'
import { VISITORS_TEXTS } from './visitors.ts'

export { TERMS } from './terms.ts'

import type { Words } from './words.ts'

/** The words, page by page. A name stands in one of them only: see the test. */
export const TABLES = [
  FRAME_TEXTS,
  NOW_TEXTS,
  OVERVIEW_TEXTS,
  VISITORS_TEXTS,
  VISITOR_TEXTS,
  CHANNELS_TEXTS,
  CONTENT_TEXTS,
  SITE_TEXTS,
  BACKTEST_TEXTS,
] as const

/** All words of the dashboard, Dutch and English side by side. The reasons behind a score come from the collector. */
export const TEXTS = {
  ...FRAME_TEXTS,
  ...NOW_TEXTS,
  ...OVERVIEW_TEXTS,
  ...VISITORS_TEXTS,
  ...VISITOR_TEXTS,
  ...CHANNELS_TEXTS,
  ...CONTENT_TEXTS,
  ...SITE_TEXTS,
  ...BACKTEST_TEXTS,
} as const

export type Texts = { readonly [Name in keyof typeof TEXTS]: (typeof TEXTS)[Name][Language] }

/** The words of one language. */
export function textsIn(language: Language): Texts {
  return Object.fromEntries(Object.entries(TEXTS).map(([name, words]) => [name, words[language]])) as Texts
}

/** The name of a value in a language; a value that the table does not know stays as it is.
 *  @example nameOf('channel', 'search', 'nl') // 'zoekmachine' */
export function nameOf(kind: keyof typeof TERMS, value: string, language: Language): string {
  const terms: Readonly<Record<string, Words>> = TERMS[kind]
  return Object.hasOwn(terms, value) ? terms[value]![language] : value
}

/** The value as it is in data, with its English beside it where that differs: for lists to choose from.
 *  @example choiceOf('segment', 'koper', 'en') // 'koper (buyer)' */
export function choiceOf(kind: 'segment' | 'phase' | 'axis', value: string, language: Language): string {
  const name = nameOf(kind, value, language)
  return name === value ? value : `${value} (${name})`
}
