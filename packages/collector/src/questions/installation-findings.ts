import type { InstallationAnswer, InstallationFinding, Language } from '@koopsignaal/protocol'

type Told = Omit<InstallationAnswer, 'findings'>

/** Chosen: a share of what arrives that is no accident any more. */
const MANY_DROPS = 0.05

/** What is to be done about an installation, the weightiest first. */
export function findingsOf(told: Told, language: Language): InstallationAnswer['findings'] {
  const codes = (Object.keys(HOLDS) as InstallationFinding[]).filter((code) => HOLDS[code](told))
  return codes.map((code) => ({ code, text: TEXTS[code][language](told) }))
}

const foreignHosts = ({ tag }: Told) => tag.hosts.filter(({ isOwn }) => !isOwn).map(({ host }) => host)
const dropped = ({ drops }: Told) => drops.reduce((sum, { count }) => sum + count, 0)

const HOLDS: Readonly<Record<InstallationFinding, (told: Told) => boolean>> = {
  collection_off: ({ consent }) => consent === 'off',
  tag_never_asked: ({ tag, events }) => tag.lastAskedAt === null && events.lastDay.total === 0,
  // Since the start of the collector: an event of a page that has the tag in its cache looks like one of the API.
  events_without_tag: ({ tag, events }) => tag.lastAskedAt === null && events.lastDay.total > 0,
  no_events: ({ tag, events }) => events.lastAt === null && tag.lastAskedAt !== null,
  no_events_today: ({ events }) => events.lastAt !== null && events.lastDay.total === 0,
  foreign_hosts: (told) => foreignHosts(told).length > 0,
  drops: (told) => dropped(told) > 0 && dropped(told) >= MANY_DROPS * told.events.lastDay.total,
}

const TEXTS: Readonly<Record<InstallationFinding, Readonly<Record<Language, (told: Told) => string>>>> = {
  collection_off: {
    nl: () =>
      'De standaard is “niets meten tot er toestemming is”. Zonder toestemmingsknop op uw site komt er niets binnen.',
    en: () =>
      'The default is to measure nothing until there is consent. Without a consent button on your site nothing arrives.',
  },
  tag_never_asked: {
    nl: () =>
      'Nog geen pagina heeft de tag opgehaald. Plak hem in de <head> van elke pagina en open uw site.',
    en: () => 'No page has asked for the tag yet. Paste it into the <head> of every page and open your site.',
  },
  events_without_tag: {
    nl: ({ events }) =>
      `Er komen gebeurtenissen binnen (${events.lastDay.total} in de laatste 24 uur), maar sinds de collector startte heeft geen pagina de tag opgehaald. Ze komen van de API, of van pagina’s die de tag nog in hun cache hebben.`,
    en: ({ events }) =>
      `Events arrive (${events.lastDay.total} in the last 24 hours), but no page has asked for the tag since the collector started. They come from the API, or from pages that still have the tag in their cache.`,
  },
  no_events: {
    nl: () =>
      'De tag wordt opgehaald, maar er kwam nog geen gebeurtenis binnen. Kijk of een Content-Security-Policy het versturen tegenhoudt (connect-src).',
    en: () =>
      'The tag is asked for, but no event has arrived. See whether a Content-Security-Policy stops the sending (connect-src).',
  },
  no_events_today: {
    nl: () => 'In de laatste 24 uur kwam er niets binnen, daarvoor wel. Staat de tag nog op uw pagina’s?',
    en: () => 'Nothing arrived in the last 24 hours, but it did before. Is the tag still on your pages?',
  },
  foreign_hosts: {
    nl: (told) =>
      `De tag wordt ook opgehaald door ${foreignHosts(told).join(', ')}. Is dat uw site, voeg de domeinnaam dan toe; anders worden die gebeurtenissen geweigerd.`,
    en: (told) =>
      `The tag is also asked for by ${foreignHosts(told).join(', ')}. If that is your site, add the domain; events from elsewhere are refused.`,
  },
  drops: {
    nl: (told) =>
      `In de laatste zeven dagen zijn ${dropped(told)} gebeurtenissen niet bewaard; de redenen staan hieronder.`,
    en: (told) => `In the last seven days ${dropped(told)} events were not kept; the reasons are below.`,
  },
}
