import type { Wordings } from './words.ts'

/** Words of what stands around every page, and of messages. */
export const FRAME_TEXTS = {
  skip: { nl: 'Naar de inhoud', en: 'Skip to content' },
  pages: { nl: 'Pagina’s', en: 'Pages' },
  site: { nl: 'Site', en: 'Site' },
  period: { nl: 'Periode', en: 'Period' },
  language: { nl: 'Taal', en: 'Language' },
  loggedIn: { nl: 'Ingelogd', en: 'Logged in' },
  logOut: { nl: 'Log uit', en: 'Log out' },
  loading: { nl: 'Even geduld, de cijfers komen eraan.', en: 'One moment, fetching the figures.' },
  loaded: { nl: 'Bijgewerkt.', en: 'Up to date.' },

  notLoggedIn: { nl: 'U bent niet ingelogd', en: 'You are not logged in' },
  howToLogIn: {
    nl: 'Een inloglink werkt één keer. Vraag op de server een nieuwe aan en open die in deze browser:',
    en: 'A log-in link works once. Ask for a new one on the server and open it in this browser:',
  },
  noSites: { nl: 'Er is nog geen site', en: 'There is no site yet' },
  howToAddSite: { nl: 'Voeg op de server uw eerste site toe:', en: 'Add your first site on the server:' },
  failed: { nl: 'Dat lukte niet', en: 'That did not work' },
  unreachable: {
    nl: 'De collector antwoordt niet. Draait hij nog, en bent u online?',
    en: 'The collector does not answer. Is it still running, and are you online?',
  },
  siteNotFound: {
    nl: 'Deze site bestaat niet, of u mag hem niet zien.',
    en: 'There is no such site, or you may not see it.',
  },
  visitorNotFound: {
    nl: 'Deze bezoeker is hier niet (meer). Misschien is de toestemming ingetrokken of zijn de gegevens verlopen.',
    en: 'This visitor is not here (any more). Consent may have been withdrawn, or the data may have expired.',
  },
  theServerSays: { nl: 'De collector zegt:', en: 'The collector says:' },
  partFailed: {
    nl: 'Dit onderdeel is er even niet. De rest van de pagina klopt wel.',
    en: 'This part is missing for now. The rest of the page holds.',
  },
  sure: { nl: 'Zeker weten?', en: 'Are you sure?' },
  remove: { nl: 'Verwijder', en: 'Remove' },
  retry: { nl: 'Probeer opnieuw', en: 'Try again' },
  toOverview: { nl: 'Naar het overzicht', en: 'To the overview' },
} as const satisfies Wordings
