import type { Language } from '@koopsignaal/protocol'
import { type Bottleneck, MIN_VISITORS } from './bottleneck.ts'

/** Sentences about the ladder, as people read them. */

export function toSentence(bottleneck: Bottleneck, language: Language): string {
  const { phase, next, kind, conversionRate, previousRate, conversionsLost, conversionsPerPoint } = bottleneck
  const rate = percent(conversionRate, language)
  const before = previousRate === null ? '' : percent(previousRate, language)
  const lost = count(conversionsLost, language)
  const point = count(conversionsPerPoint, language)
  if (language === 'nl') {
    return kind === 'worsened'
      ? `Van ${phase} naar ${next} gaan er minder door dan in de vergeleken periode: ${rate} tegen ${before}. Dat kostte naar schatting ${lost} conversies.`
      : `Van ${phase} naar ${next} gaat het kleinste deel door: ${rate}. Eén procentpunt meer had naar schatting ${point} conversies opgeleverd.`
  }
  return kind === 'worsened'
    ? `From ${phase} to ${next} fewer go on than in the period compared with: ${rate} against ${before}. That cost an estimated ${lost} conversions.`
    : `From ${phase} to ${next} the smallest share goes on: ${rate}. One percentage point more would have given an estimated ${point} conversions.`
}

const NO_BOTTLENECK = {
  too_few: {
    nl: `Nog te weinig bezoekers om een knelpunt aan te wijzen: daarvoor zijn er per stap ${MIN_VISITORS} nodig.`,
    en: `Too few visitors yet to point at a bottleneck: each step needs ${MIN_VISITORS}.`,
  },
  none: {
    nl: 'Geen knelpunt: geen stap verliest duidelijk meer bezoekers dan de andere.',
    en: 'No bottleneck: no step loses clearly more visitors than the others.',
  },
} as const satisfies Record<'too_few' | 'none', Record<Language, string>>

export function noBottleneck(status: keyof typeof NO_BOTTLENECK, language: Language): string {
  return NO_BOTTLENECK[status][language]
}

function percent(share: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

function count(number: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number)
}
