import { COOKIE_KEEPERS, DELIVERIES, LANGUAGES, SITE_KINDS } from '@koopsignaal/protocol'
import { StartError } from '../errors.ts'
import { siteChange } from '../schemas/body-site.ts'
import { expectation } from '../schemas/issue-text.ts'
import { toDomains } from '../sites.ts'
import type { Site } from '../storage/store.ts'
import type { Option } from './command.ts'
import { oneOf } from './one-of.ts'

/** What of a site may be changed, over HTTP and by command alike. */
type SiteChange = Partial<Omit<Site, 'id' | 'model' | 'createdAt'>>

/** The options of `site set`: one for each setting. */
export const CHANGE_OPTIONS = {
  domain: { kind: 'text', help: 'its domain; several with commas' },
  kind: { kind: 'text', help: `what kind of site it is: ${SITE_KINDS.join(', ')}` },
  'time-zone': { kind: 'text', help: 'whose days the reports take, such as Europe/Amsterdam' },
  language: { kind: 'text', help: `of reports and reasons: ${LANGUAGES.join(', ')}` },
  consent: { kind: 'text', help: 'what holds until the visitor chooses: off, count, cookieless' },
  variant: { kind: 'text', help: 'which snippet its tag loads: full, core' },
  delivery: {
    kind: 'text',
    help: 'what becomes of events that cannot be sent: standard, or offline: who agreed keeps them on the device',
  },
  cookie: {
    kind: 'text',
    help: 'who keeps the id of a visitor who agreed: script, or server where the collector is on the site’s own domain',
  },
  'hash-routing': { kind: 'text', help: 'whether #/path is a page of its own: on, off' },
  'query-routing': { kind: 'text', help: 'whether ?query is a page of its own: on, off' },
  goals: { kind: 'text', help: 'conversions hoped for in a month, such as order=40,offerte=10; none' },
  topics: { kind: 'text', help: 'what pages are about, such as /kennis/**=problem,/tarief=price; none' },
} as const satisfies Record<string, Option>

type Flag = keyof typeof CHANGE_OPTIONS
type Text = (name: Flag) => string | undefined

/** Reads the settings that were given; each is held against the same schema as over HTTP.
 *  @throws StartError (exit code 2) with one sentence that names the option */
export function readSiteChange(text: Text): SiteChange {
  const given = {
    domains: text('domain')
      ?.split(',')
      .map((domain) => domain.trim()),
    kind: oneOf(SITE_KINDS, text('kind'), 'kind'),
    timeZone: text('time-zone'),
    language: oneOf(LANGUAGES, text('language'), 'language'),
    consent: oneOf(['off', 'count', 'cookieless'], text('consent'), 'consent'),
    variant: oneOf(['full', 'core'], text('variant'), 'variant'),
    cookie: oneOf(COOKIE_KEEPERS, text('cookie'), 'cookie'),
    delivery: oneOf(DELIVERIES, text('delivery'), 'delivery'),
    hashRouting: onOrOff(text, 'hash-routing'),
    queryRouting: onOrOff(text, 'query-routing'),
    goals: pairs(text('goals'), 'goals')?.map(([conversion, perMonth]) => ({
      conversion,
      perMonth: Number(perMonth),
    })),
    topicRules: pairs(text('topics'), 'topics')?.map(([path, topic]) => ({ path, topic })),
  }
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const parsed = siteChange.safeParse(change)
  if (!parsed.success) throw refusal(text, parsed.error.issues[0]!)
  const { domains, ...rest } = parsed.data
  return domains === undefined ? rest : { ...rest, domains: toDomains(domains) }
}

function onOrOff(text: Text, name: Flag): boolean | undefined {
  const given = oneOf(['on', 'off'], text(name), name)
  return given === undefined ? undefined : given === 'on'
}

/** How settings are written that have several values. */
const PAIRS = { goals: 'order=40,offerte=10', topics: '/kennis/**=problem,/tarief=price' }

/** @throws StartError (exit code 2) for one without its half
 *  @example pairs('order=40,offerte=10', 'goals') // [['order', '40'], ['offerte', '10']]; of 'none' there are none */
function pairs(
  text: string | undefined,
  flag: keyof typeof PAIRS,
): readonly (readonly [string, string])[] | undefined {
  if (text === undefined) return undefined
  if (text.trim() === 'none') return []
  return text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=')
    if (at < 1)
      throw new StartError(`--${flag} is '${text}': expected pairs such as ${PAIRS[flag]}, or none.`, 2)
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const
  })
}

const FLAG_OF: Readonly<Record<string, Flag>> = {
  domains: 'domain',
  timeZone: 'time-zone',
  goals: 'goals',
  topicRules: 'topics',
}

function refusal(text: Text, issue: Parameters<typeof expectation>[0]): StartError {
  const flag = FLAG_OF[String(issue.path[0])]!
  return new StartError(`--${flag} is '${text(flag)}': ${expectation(issue)}.`, 2)
}
