import { assertNever, type Event, type EventDetail, type WireEvent } from '@koopsignaal/protocol'
import type { Site } from '../storage/store.ts'
import { botReason } from './bots.ts'
import { cutProps } from './cut-props.ts'
import { toDevice } from './device.ts'
import { scrubText, scrubUrl } from './scrub.ts'
import { toSource } from './source.ts'
import { compileRules, toTopic } from './topic.ts'
import type { ValidEvent } from './validate.ts'

export interface Surroundings {
  readonly site: Site
  readonly visitor: string | null
  readonly consent: Event['consent']
  readonly receivedAt: number
  readonly userAgent: string | null
  /** Sent by the owner for a visitor whose user agent is not told: nothing to know a bot by. */
  readonly unseen: boolean
  readonly webdriver: boolean
  readonly country: string | null
}

/** Adds what the collector knows (bot, source, device, topic) and leaves out what nobody needs to keep: the address, the user
 *  agent, the query, and personal data in any text. */
export function enrich({ wire, at }: ValidEvent, around: Surroundings): Event {
  const page = wire.url === undefined ? null : scrubUrl(wire.url)
  const referrer = wire.type === 'page_view' ? (wire.referrer ?? null) : null
  const title = wire.type === 'page_view' && wire.title !== undefined ? scrubText(wire.title) : null
  const { site } = around
  return {
    site: site.id,
    id: wire.id,
    visitor: around.visitor,
    consent: around.consent,
    type: wire.type,
    at,
    receivedAt: around.receivedAt,
    bot: around.unseen
      ? null
      : botReason({ userAgent: around.userAgent, webdriver: around.webdriver, referrer }),
    host: page?.host ?? null,
    path: page?.path ?? null,
    title,
    topic: toTopic(
      { topic: wire.topic ?? null, pageType: wire.pageType ?? null, path: page?.path ?? null, title },
      compileRules(site.topicRules),
    ),
    item: cleaned(wire.item),
    category: cleaned(wire.category),
    source:
      wire.type === 'page_view' && page !== null
        ? toSource({ ...page, referrer, siteHost: page.host, siteDomains: site.domains })
        : null,
    ...toDevice(around.userAgent),
    country: around.country,
    detail: toDetail(wire),
  }
}

function cleaned(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : scrubText(text)
}

function address(href: string): string {
  const page = scrubUrl(href)
  return page === null ? scrubText(href) : page.host + page.path
}

/** The snippet names a chat link by a part of its address, which costs it nothing; owners read a name. The whole hosts are what
 *  earlier snippets said. */
const CTA_NAMES = new Map([
  ['/wa.me', 'whatsapp'],
  ['.whatsapp', 'whatsapp'],
  ['wa.me', 'whatsapp'],
  ['api.whatsapp.com', 'whatsapp'],
])

/** The facts of one type, cleaned. */
function toDetail(wire: WireEvent): EventDetail {
  const props = wire.props === undefined ? {} : { props: cutProps(wire.props) }
  switch (wire.type) {
    case 'page_view':
      return { ...props, ...(wire.referrer ? { referrer: address(wire.referrer) } : {}) }
    case 'cta_click':
      return { ...props, cta: CTA_NAMES.get(wire.cta) ?? scrubText(wire.cta) }
    case 'engagement':
      return {
        ...props,
        engagedMs: wire.engagedMs,
        ...(wire.scrollPercent === undefined ? {} : { scrollPercent: wire.scrollPercent }),
      }
    case 'search':
      return {
        ...props,
        query: scrubText(wire.query),
        ...(wire.results === undefined ? {} : { results: wire.results }),
      }
    case 'form_start':
    case 'form_submit':
      return { ...props, ...(wire.form === undefined ? {} : { form: scrubText(wire.form) }) }
    case 'outbound_click':
    case 'download':
      return { ...props, ...(wire.href === undefined ? {} : { href: address(wire.href) }) }
    case 'conversion':
      return {
        ...props,
        name: scrubText(wire.name),
        ...(wire.value === undefined ? {} : { value: wire.value }),
        ...(wire.currency === undefined ? {} : { currency: wire.currency }),
      }
    case 'feedback':
      return {
        ...props,
        ...(wire.question === undefined ? {} : { question: scrubText(wire.question) }),
        ...(wire.answer === undefined ? {} : { answer: scrubText(wire.answer) }),
        ...(wire.rating === undefined ? {} : { rating: wire.rating }),
      }
    case 'custom':
      return { ...props, name: scrubText(wire.name) }
    default:
      return assertNever(wire)
  }
}
