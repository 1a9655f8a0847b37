import type { Language } from '@koopsignaal/protocol'
import type { Cost, VisitorFilter } from '../../storage/store.ts'
import type { Amounts } from './credit.ts'
import { splitsCosts } from './spending.ts'

/** What a reader of the channels report should know, in sentences. */

interface About {
  readonly costs: readonly Cost[]
  readonly filter: VisitorFilter
  readonly currency: string | null
  readonly values: Amounts
  /** Lines beyond the limit. */
  readonly hidden: number
}

const SENTENCES = {
  noCosts: {
    nl: 'Er zijn nog geen kosten ingevuld; daarom staat er niet wat een koper kost.',
    en: 'No costs have been entered yet; that is why it does not say what a koper costs.',
  },
  unsplit: {
    nl: 'Kosten zijn alleen te verdelen over kanaal, bron en campagne. Bij dit filter staan ze er daarom niet bij.',
    en: 'Costs can only be told apart by channel, source and campaign. With this filter they are left out.',
  },
  currencies: {
    nl: 'De conversies zijn in meer dan één munt. Alleen bedragen in dezelfde munt zijn opgeteld.',
    en: 'The conversions are in more than one currency. Only amounts in the same one were added.',
  },
} as const satisfies Record<string, Record<Language, string>>

export function notesAbout({ costs, filter, currency, values, hidden }: About, language: Language): string[] {
  const told = [...values.keys()].filter((one) => one !== '')
  const otherThanShown = told.filter((one) => one !== currency)
  const notes = [
    ...(costs.length === 0 ? [SENTENCES.noCosts] : splitsCosts(filter) ? [SENTENCES.unsplit] : []),
    ...(otherThanShown.length > 0 ? [SENTENCES.currencies] : []),
  ].map((sentence) => sentence[language])
  return hidden <= 0 ? notes : [...notes, HIDDEN[language](hidden)]
}

const HIDDEN: Readonly<Record<Language, (lines: number) => string>> = {
  nl: (lines) =>
    `${lines === 1 ? '1 regel staat' : `${lines} regels staan`} hier niet bij; de totalen tellen alles mee.`,
  en: (lines) =>
    `${lines === 1 ? '1 line is' : `${lines} lines are`} not shown here; the totals include all.`,
}
