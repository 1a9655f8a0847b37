import type { Language } from '@koopsignaal/protocol'
import type { SignalName } from './signals.ts'

/** How a signal is put into words, in one language. */
export interface Words {
  /** What the visitor did, for a whole number ≥ 1, or for minutes as they are: "keek drie keer naar hetzelfde product". */
  readonly did: (count: number) => string
  /** The same as something left out: "zonder steeds naar hetzelfde product te kijken". */
  readonly without: string
  /** One thing more that would add to it; null where one event cannot. */
  readonly more: string | null
}

const NUMBERS: Readonly<Record<Language, readonly string[]>> = {
  nl: [
    'nul',
    'één',
    'twee',
    'drie',
    'vier',
    'vijf',
    'zes',
    'zeven',
    'acht',
    'negen',
    'tien',
    'elf',
    'twaalf',
  ],
  en: [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ],
}

/** A whole number as people write it: in letters up to twelve.
 *  @example numberWord(3, 'nl') // 'drie' */
export function numberWord(count: number, language: Language): string {
  return NUMBERS[language][count] ?? String(count)
}

const nl = (count: number): string => numberWord(count, 'nl')
const en = (count: number): string => numberWord(count, 'en')
const keer = (count: number): string => (count === 1 ? 'één keer' : `${nl(count)} keer`)
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${en(count)} times`)

/** All words about signals, both languages side by side. */
export const WORDS: Readonly<Record<SignalName, Readonly<Record<Language, Words>>>> = {
  problemViews: {
    nl: {
      did: (n) => (n === 1 ? 'las over een probleem' : `las ${nl(n)} pagina’s over een probleem`),
      without: 'zonder het lezen over een probleem',
      more: 'nog een pagina over een probleem lezen',
    },
    en: {
      did: (n) => (n === 1 ? 'read about a problem' : `read ${en(n)} pages about a problem`),
      without: 'without reading about a problem',
      more: 'reading one more page about a problem',
    },
  },
  searchEntry: {
    nl: {
      did: () => 'kwam binnen via een zoekmachine',
      without: 'zonder de komst via een zoekmachine',
      more: null,
    },
    en: {
      did: () => 'arrived from a search engine',
      without: 'without arriving from a search engine',
      more: null,
    },
  },
  engagement: {
    nl: {
      did: (n) =>
        n < 0.25
          ? 'las even'
          : n < 0.75
            ? 'las een halve minuut aandachtig'
            : n < 1.5
              ? 'las een minuut aandachtig'
              : `las ${nl(Math.round(n))} minuten aandachtig`,
      without: 'zonder de tijd die het lezen kreeg',
      more: null,
    },
    en: {
      did: (n) =>
        n < 0.25
          ? 'read for a moment'
          : n < 0.75
            ? 'spent half a minute reading'
            : n < 1.5
              ? 'spent a minute reading'
              : `spent ${en(Math.round(n))} minutes reading`,
      without: 'without the time spent reading',
      more: null,
    },
  },
  pace: {
    nl: {
      did: (n) =>
        n < 90
          ? `bleef zo’n ${nl(n)} ${n === 1 ? 'seconde' : 'seconden'} per pagina`
          : `bleef zo’n ${nl(Math.round(n / 60))} minuten per pagina`,
      without: 'zonder bij pagina’s stil te staan',
      more: null,
    },
    en: {
      did: (n) =>
        n < 90
          ? `stayed about ${en(n)} ${n === 1 ? 'second' : 'seconds'} a page`
          : `stayed about ${en(Math.round(n / 60))} minutes a page`,
      without: 'without dwelling on pages',
      more: null,
    },
  },
  careersViews: {
    nl: {
      did: (n) => (n === 1 ? 'bekeek de vacatures' : `bekeek ${nl(n)} pagina’s over werken bij u`),
      without: 'zonder het bekijken van vacatures',
      more: null,
    },
    en: {
      did: (n) => (n === 1 ? 'looked at the vacancies' : `looked at ${en(n)} pages about working for you`),
      without: 'without looking at vacancies',
      more: null,
    },
  },
  supportViews: {
    nl: {
      did: (n) => (n === 1 ? 'zocht hulp op een servicepagina' : `zocht hulp op ${nl(n)} servicepagina’s`),
      without: 'zonder het bezoek aan de servicepagina’s',
      more: null,
    },
    en: {
      did: (n) =>
        n === 1 ? 'looked for help on a support page' : `looked for help on ${en(n)} support pages`,
      without: 'without visiting support pages',
      more: null,
    },
  },
  solutionViews: {
    nl: {
      did: (n) => (n === 1 ? 'verdiepte zich in een oplossing' : `las ${nl(n)} pagina’s over oplossingen`),
      without: 'zonder het lezen over oplossingen',
      more: 'nog een pagina over een oplossing lezen',
    },
    en: {
      did: (n) => (n === 1 ? 'read about a solution' : `read ${en(n)} pages about solutions`),
      without: 'without reading about solutions',
      more: 'reading one more page about a solution',
    },
  },
  itemViews: {
    nl: {
      did: (n) => (n === 1 ? 'bekeek een product' : `bekeek ${nl(n)} keer een product`),
      without: 'zonder het bekijken van producten',
      more: 'nog een product bekijken',
    },
    en: {
      did: (n) => (n === 1 ? 'viewed a product' : `viewed products ${times(n)}`),
      without: 'without viewing products',
      more: 'viewing one more product',
    },
  },
  listViews: {
    nl: {
      did: (n) => (n === 1 ? 'bekeek een overzicht' : `bekeek ${nl(n)} overzichten`),
      without: 'zonder het bekijken van overzichten',
      more: 'nog een overzicht bekijken',
    },
    en: {
      did: (n) => (n === 1 ? 'browsed a list' : `browsed ${en(n)} lists`),
      without: 'without browsing lists',
      more: 'browsing one more list',
    },
  },
  compareViews: {
    nl: {
      did: (n) => (n === 1 ? 'bekeek een vergelijking' : `bekeek ${keer(n)} een vergelijking`),
      without: 'zonder het vergelijken',
      more: 'nog een vergelijking bekijken',
    },
    en: {
      did: (n) => (n === 1 ? 'looked at a comparison' : `looked at comparisons ${times(n)}`),
      without: 'without comparing',
      more: 'looking at one more comparison',
    },
  },
  repeatViews: {
    // The value counts further looks; people count the first one too.
    nl: {
      did: (n) => `keek ${nl(n + 1)} keer naar hetzelfde product`,
      without: 'zonder steeds naar hetzelfde product te kijken',
      more: 'nog een keer naar hetzelfde product kijken',
    },
    en: {
      did: (n) => `looked at the same product ${times(n + 1)}`,
      without: 'without coming back to the same product',
      more: 'looking at the same product once more',
    },
  },
  favouriteItem: {
    nl: {
      did: (n) => `bekeek één product bij elkaar ${nl(n + 1)} keer`,
      without: 'zonder een favoriet product',
      more: null,
    },
    en: {
      did: (n) => `looked at one product ${times(n + 1)} in all`,
      without: 'without a favourite product',
      more: null,
    },
  },
  focus: {
    nl: {
      did: (n) => `zoekt gericht: zo’n ${nl(n + 1)} producten per categorie`,
      without: 'zonder zo gericht te zoeken',
      more: null,
    },
    en: {
      did: (n) => `searches with focus: about ${en(n + 1)} products per category`,
      without: 'without such a focused search',
      more: null,
    },
  },
  scatter: {
    nl: {
      did: (n) => `dwaalt: bekeek ${nl(n + 3)} categorieën`,
      without: 'zonder het dwalen door categorieën',
      more: null,
    },
    en: {
      did: (n) => `wanders: looked into ${en(n + 3)} categories`,
      without: 'without wandering through categories',
      more: null,
    },
  },
  habit: {
    nl: {
      did: (n) => `keek ${keer(n)} rond in categorieën van eerdere bezoeken`,
      without: 'zonder het rondkijken in bekende categorieën',
      more: null,
    },
    en: {
      did: (n) => `looked around ${times(n)} in categories of earlier visits`,
      without: 'without looking around in familiar categories',
      more: null,
    },
  },
  siteSearch: {
    nl: {
      did: (n) => (n === 1 ? 'zocht op de site' : `zocht ${keer(n)} op de site`),
      without: 'zonder het zoeken op de site',
      more: 'nog een keer zoeken op de site',
    },
    en: {
      did: (n) => (n === 1 ? 'searched the site' : `searched the site ${times(n)}`),
      without: 'without searching the site',
      more: 'searching the site once more',
    },
  },
  comparisonEntry: {
    nl: {
      did: () => 'kwam binnen via een vergelijkingssite',
      without: 'zonder de komst via een vergelijkingssite',
      more: null,
    },
    en: {
      did: () => 'arrived from a comparison site',
      without: 'without arriving from a comparison site',
      more: null,
    },
  },
  priceViews: {
    nl: {
      did: (n) => `bekeek ${n === 1 ? 'de prijzen' : `${keer(n)} de prijzen`}`,
      without: 'zonder het bekijken van de prijzen',
      more: 'nog één keer de prijspagina bekijken',
    },
    en: {
      did: (n) => `checked the prices${n === 1 ? '' : ` ${times(n)}`}`,
      without: 'without checking the prices',
      more: 'viewing the price page once more',
    },
  },
  proofViews: {
    nl: {
      did: (n) => (n === 1 ? 'las wat klanten vinden' : `las ${nl(n)} pagina’s met ervaringen van klanten`),
      without: 'zonder het lezen van klantervaringen',
      more: 'nog een klantervaring lezen',
    },
    en: {
      did: (n) => (n === 1 ? 'read what customers say' : `read ${en(n)} pages of customer experiences`),
      without: 'without reading customer experiences',
      more: 'reading one more customer experience',
    },
  },
  aboutViews: {
    nl: {
      did: (n) => (n === 1 ? 'wilde weten wie u bent' : `las ${nl(n)} pagina’s over wie u bent`),
      without: 'zonder het lezen over wie u bent',
      more: 'nog een pagina over wie u bent bekijken',
    },
    en: {
      did: (n) => (n === 1 ? 'wanted to know who you are' : `read ${en(n)} pages about who you are`),
      without: 'without reading about who you are',
      more: 'viewing one more page about who you are',
    },
  },
  contactViews: {
    nl: {
      did: (n) => `bekeek ${n === 1 ? 'de contactpagina' : `${keer(n)} de contactpagina`}`,
      without: 'zonder het bekijken van de contactpagina',
      more: 'de contactpagina bekijken',
    },
    en: {
      did: (n) => `viewed the contact page${n === 1 ? '' : ` ${times(n)}`}`,
      without: 'without viewing the contact page',
      more: 'viewing the contact page',
    },
  },
  checkoutViews: {
    nl: {
      did: (n) => (n === 1 ? 'begon aan de bestelling' : `was ${keer(n)} in het bestelproces`),
      without: 'zonder het begin van een bestelling',
      more: 'naar de kassa gaan',
    },
    en: {
      did: (n) => (n === 1 ? 'went to the checkout' : `went to the checkout ${times(n)}`),
      without: 'without going to the checkout',
      more: 'going to the checkout',
    },
  },
  actions: {
    nl: {
      did: (n) =>
        n === 1 ? 'klikte op een knop die verder leidt' : `klikte ${keer(n)} op een knop die verder leidt`,
      without: 'zonder de klik op een knop die verder leidt',
      more: 'nog een klik op een knop die verder leidt',
    },
    en: {
      did: (n) => (n === 1 ? 'clicked a button to go further' : `clicked a button to go further ${times(n)}`),
      without: 'without clicking a button to go further',
      more: 'one more click on a button to go further',
    },
  },
  forms: {
    nl: {
      did: (n) => (n === 1 ? 'begon aan een formulier' : 'werkte aan een formulier'),
      without: 'zonder het formulier',
      more: 'aan een formulier beginnen',
    },
    en: {
      did: (n) => (n === 1 ? 'started a form' : 'worked on a form'),
      without: 'without the form',
      more: 'starting a form',
    },
  },
  returnVisits: {
    nl: {
      did: (n) => (n === 1 ? 'kwam terug' : `kwam ${keer(n)} terug`),
      without: 'zonder terug te komen',
      more: null,
    },
    en: {
      did: (n) => (n === 1 ? 'came back' : `came back ${times(n)}`),
      without: 'without coming back',
      more: null,
    },
  },
  pastConversions: {
    nl: {
      did: () => 'is al klant',
      without: 'zonder eerder klant te zijn geworden',
      more: null,
    },
    en: {
      did: () => 'is already a customer',
      without: 'without having become a customer before',
      more: null,
    },
  },
}
