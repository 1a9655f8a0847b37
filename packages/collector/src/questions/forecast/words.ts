import type { ForecastBacktest, ForecastGoal, Language } from '@koopsignaal/protocol'
import { MIN_CONVERSIONS, MIN_DAYS } from './backtest-forecast.ts'

/** Sentences about the days to come, as people read them. */

export type TooLittle = 'short' | 'young' | 'few' | 'quiet'

const REASONS = {
  short: {
    nl: `De gevraagde periode is korter dan ${MIN_DAYS} dagen; kies een eerdere \`from\`.`,
    en: `The period asked for is shorter than ${MIN_DAYS} days; choose an earlier \`from\`.`,
  },
  young: {
    nl: `Er zijn nog geen ${MIN_DAYS} dagen gemeten; daarna kan er vooruit worden gekeken.`,
    en: `Fewer than ${MIN_DAYS} days have been measured; after that it can look ahead.`,
  },
  quiet: {
    nl: 'Er is al 30 dagen niets gemeten; over zo’n stilte heen is geen verwachting te maken.',
    en: 'Nothing has been measured for 30 days; nothing can be expected across such a silence.',
  },
} as const satisfies Record<Exclude<TooLittle, 'few'>, Record<Language, string>>

/** @param conversions  on the days that are learned from */
export function reasonFor(tooLittle: TooLittle, conversions: number, language: Language): string {
  return tooLittle === 'few' ? FEW[language](conversions) : REASONS[tooLittle][language]
}

/** A total elsewhere on the page has today's in it, so it is said that these have not. */
const FEW: Readonly<Record<Language, (conversions: number) => string>> = {
  nl: (count) =>
    `Alleen volle dagen tellen mee, en daarop ${count === 1 ? 'is 1 conversie' : `zijn ${count || 'nog geen'} conversies`} gemeten; vanaf ${MIN_CONVERSIONS} kan er vooruit worden gekeken.`,
  en: (count) =>
    `Only whole days count, and ${count === 1 ? '1 conversion was' : `${count || 'no'} conversions were`} measured on those; from ${MIN_CONVERSIONS} on it can look ahead.`,
}

export function goalSentence(
  { conversions, names, probability }: Omit<ForecastGoal, 'text'>,
  language: Language,
): string {
  const chance = percent(probability, language)
  const which = names === null ? '' : ` (${names.join(', ')})`
  return language === 'nl'
    ? `De kans op ${conversions} of meer conversies${which} is ${chance}.`
    : `The chance of ${conversions} conversions${which} or more is ${chance}.`
}

export function fewOfGoal(names: readonly string[], language: Language): string {
  const which = names.join(', ')
  return language === 'nl'
    ? `Van het doel (${which}) zijn er nog geen ${MIN_CONVERSIONS} conversies om de kans mee te schatten.`
    : `There are not yet ${MIN_CONVERSIONS} conversions of the goal (${which}) to estimate its chance by.`
}

export function backtestSentence(trial: Omit<ForecastBacktest, 'text'>, language: Language): string {
  const number = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
  const hits = HITS[language](Math.round(trial.coverage80 * trial.origins), trial.origins)
  const [error, naive] = [number(trial.error), number(trial.naiveError)]
  return language === 'nl'
    ? `${hits} Gemiddeld zat de verwachting er ${error} conversies naast; ‘evenveel als de dagen ervoor’ ${naive}.`
    : `${hits} On average the forecast was ${error} conversions off; “as many as in the days before” ${naive}.`
}

/** How often the outcome lay within the margin. */
const HITS: Readonly<Record<Language, (inside: number, origins: number) => string>> = {
  nl: (inside, origins) =>
    origins === 1
      ? `In de ene week die te toetsen is lag de uitkomst ${inside === 1 ? 'binnen' : 'buiten'} de marge van 80%.`
      : `Van ${origins} eerdere weken lag de uitkomst ${inside} keer binnen de marge van 80%.`,
  en: (inside, origins) =>
    origins === 1
      ? `In the one week that can be tested the outcome lay ${inside === 1 ? 'within' : 'outside'} the 80% margin.`
      : `In ${inside} of ${origins} earlier weeks the outcome lay within the 80% margin.`,
}

export function notBacktested(language: Language): string {
  return language === 'nl'
    ? 'Er is nog te weinig verleden om te toetsen hoe goed deze verwachting is.'
    : 'There is too little past yet to test how good this forecast is.'
}

export function notMeasured(weeks: number, language: Language): string {
  if (language === 'nl')
    return weeks === 1
      ? 'In één week is niets gemeten; die telt niet mee.'
      : `In ${weeks} weken is niets gemeten; die tellen niet mee.`
  return weeks === 1
    ? 'In one week nothing was measured; it is left out.'
    : `In ${weeks} weeks nothing was measured; they are left out.`
}

export function standsNow(language: Language): string {
  return language === 'nl'
    ? 'Segment, fase en klant zijn die van nu; wat bezoekers eerder waren telt hierbij niet mee.'
    : 'Segment, phase and customer are those of now; what visitors were before does not count here.'
}

function percent(share: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share)
}
