import { tagOf } from '@koopsignaal/protocol'

/** Chosen: what is still seen at a glance. */
const MOST_TAGS = 5

/** Characters. Chosen: a token is no password that somebody types, so it may be as long as that. */
const HARD_TO_GUESS = 32
const EASY_TO_GUESS = `Warning: KOOPSIGNAAL_ADMIN_TOKEN has fewer than ${HARD_TO_GUESS} characters. Whoever guesses it has every site.`

const HOW_TO_ADD = 'npx koopsignaal site add <id> --domain example.nl'

/** What a start has to tell. */
export interface Started {
  readonly url: string
  readonly dataDir: string
  readonly loginLink: string
  /** Ids, those whose tags matter most first. */
  readonly sites: readonly string[]
  readonly demo: boolean
  /** Only when it was made by this start. */
  readonly token: string | null
  /** The one that a setting fixes. */
  readonly adminToken: string | null
}

/** What a person needs after a start, in the order in which it is needed. */
export function greeting({
  url,
  dataDir,
  loginLink,
  sites,
  demo,
  token,
  adminToken,
}: Started): readonly string[] {
  return [
    `Koopsignaal listens on ${url}; the data is in ${dataDir}`,
    '',
    `Dashboard (opens once, within 15 minutes):  ${loginLink}`,
    ...(demo ? [`Demo shop that uses the tag:                ${url}/demo/`] : []),
    ...(token === null ? [] : [`API token (shown this once; keep it):       ${token}`]),
    ...(adminToken === null || adminToken.length >= HARD_TO_GUESS ? [] : [EASY_TO_GUESS]),
    ...tagLines(url, sites),
    ...(sites.length === 0 ? ['', `No site yet. Add one: ${HOW_TO_ADD}`] : []),
    '',
    `A new log-in link: npx koopsignaal login    Your own site: ${HOW_TO_ADD}`,
  ]
}

/** A tag for each site: the one of another site would be refused on its pages. */
function tagLines(url: string, sites: readonly string[]): readonly string[] {
  if (sites.length <= 1)
    return [`Tag to paste into your pages:               ${tagOf(url, sites[0] ?? '<site>')}`]
  const shown = sites.slice(0, MOST_TAGS)
  const width = Math.max(...shown.map((id) => id.length))
  const more = sites.length - shown.length
  return [
    'Tag to paste into the pages of',
    ...shown.map((id) => `  ${id.padEnd(width)}  ${tagOf(url, id)}`),
    ...(more === 0
      ? []
      : [`  and ${more} more: npx koopsignaal site list, then npx koopsignaal site tag <id>`]),
  ]
}
