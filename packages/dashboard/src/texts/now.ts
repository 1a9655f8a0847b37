import { count, type Wordings } from './words.ts'

/** Words of the page Nu. */
export const NOW_TEXTS = {
  nowTitle: { nl: 'Nu op de site', en: 'On the site now' },
  nowLead: {
    nl: 'Iedereen van de laatste vijf minuten, met wat erop wijst dat iemand gaat kopen.',
    en: 'Everybody of the last five minutes, with what points to buying.',
  },
  connecting: { nl: 'Verbinden …', en: 'Connecting …' },
  connected: { nl: 'Live', en: 'Live' },
  reconnecting: {
    nl: 'De verbinding is even weg. Wij proberen het opnieuw.',
    en: 'The connection is gone for a moment. Trying again.',
  },
  pause: { nl: 'Pauzeer', en: 'Pause' },
  goOnLive: { nl: 'Hervat', en: 'Resume' },
  newKoper: {
    nl: (reason: string) => `Er is een nieuwe koper op de site: ${reason}.`,
    en: (reason: string) => `There is a new koper (buyer) on the site: ${reason}.`,
  },
  unlisted: {
    nl: (n: number, s: string) =>
      `Onder hen ${count(n, s, 'bezoeker', 'bezoekers')} zonder toestemming: wel geteld, niet getoond.`,
    en: (n: number, s: string) =>
      `Among them ${count(n, s, 'visitor', 'visitors')} without consent: counted, not shown.`,
  },
  nobodyNow: {
    nl: 'Er is nu niemand op de site die herkend wil worden. Zodra er iemand binnenkomt, ziet u het hier.',
    en: 'Right now nobody is on the site who agreed to be recognised. As soon as somebody arrives you see it here.',
  },
  seeLatest: { nl: 'Bekijk wie er het laatst was', en: 'See who was here last' },
} as const satisfies Wordings
