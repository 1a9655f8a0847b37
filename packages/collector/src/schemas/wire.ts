import {
  type Conversion,
  type CtaClick,
  type Custom,
  type Download,
  type Engagement,
  type EventType,
  type Feedback,
  type FormStart,
  type FormSubmit,
  ID_PATTERN,
  MAX_AGO,
  MAX_FEEDBACK,
  MAX_NAME,
  MAX_PROPS,
  MAX_TEXT,
  MAX_URL,
  type OutboundClick,
  type PageView,
  type Props,
  type Search,
  SITE_ID_PATTERN,
  WIRE_CONSENTS,
  type WireEnvelope,
  type WireEvent,
} from '@koopsignaal/protocol'
import { z } from 'zod'

/** The wire format as schemas; the types at the end prove that they equal protocol's, both ways. Unknown keys are ignored, so
 *  that a newer snippet works on an older collector; long text is cut, not refused. */

const text = (max: number) => z.string().transform((value) => cut(value, max))
const name = z
  .string()
  .min(1)
  .transform((value) => cut(value, MAX_NAME))

/** Cuts at a word, so that half an e-mail address is not taken for a harmless word by the step that cuts those out. */
function cut(value: string, max: number): string {
  if (value.length <= max) return value.toWellFormed()
  const start = value.slice(0, max)
  return (start.replace(/\S{1,100}$/, '') || start).trimEnd().toWellFormed()
}

/** A page view without a page counts for nothing. What `scrubUrl` cannot read is refused here. */
function isPageAddress(url: string): boolean {
  return /^\s*https?:/i.test(url) && URL.canParse(url)
}

const propValue = z.union([text(MAX_TEXT), z.number(), z.boolean(), z.null()])
const props: z.ZodType<Props> = z
  .record(z.string().max(MAX_NAME), propValue)
  .refine((value) => Object.keys(value).length <= MAX_PROPS, `expected at most ${MAX_PROPS} keys`)

const common = {
  id: z.string().regex(ID_PATTERN),
  ago: z.number().min(0).max(MAX_AGO).exactOptional(),
  at: z.number().int().min(0).max(8.64e15).exactOptional(),
  url: text(MAX_URL).exactOptional(),
  topic: text(MAX_NAME).exactOptional(),
  pageType: text(MAX_NAME).exactOptional(),
  item: text(MAX_NAME).exactOptional(),
  category: text(MAX_NAME).exactOptional(),
  props: props.exactOptional(),
}

const EVENT_SCHEMAS = {
  page_view: z.object({
    ...common,
    type: z.literal('page_view'),
    url: z
      .string()
      .min(1)
      .refine(isPageAddress, 'expected an address that begins with http:// or https://')
      .transform((value) => value.slice(0, MAX_URL).toWellFormed()),
    referrer: text(MAX_URL).exactOptional(),
    title: text(MAX_TEXT).exactOptional(),
  }),
  cta_click: z.object({ ...common, type: z.literal('cta_click'), cta: name }),
  engagement: z.object({
    ...common,
    type: z.literal('engagement'),
    engagedMs: z.number().min(0).max(MAX_AGO),
    scrollPercent: z.number().min(0).max(100).exactOptional(),
  }),
  search: z.object({
    ...common,
    type: z.literal('search'),
    query: text(MAX_TEXT),
    results: z.number().int().min(0).exactOptional(),
  }),
  form_start: z.object({ ...common, type: z.literal('form_start'), form: text(MAX_NAME).exactOptional() }),
  form_submit: z.object({ ...common, type: z.literal('form_submit'), form: text(MAX_NAME).exactOptional() }),
  outbound_click: z.object({
    ...common,
    type: z.literal('outbound_click'),
    href: text(MAX_URL).exactOptional(),
  }),
  download: z.object({ ...common, type: z.literal('download'), href: text(MAX_URL).exactOptional() }),
  conversion: z.object({
    ...common,
    type: z.literal('conversion'),
    name,
    value: z.number().exactOptional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .exactOptional(),
  }),
  feedback: z.object({
    ...common,
    type: z.literal('feedback'),
    question: text(MAX_TEXT).exactOptional(),
    answer: text(MAX_FEEDBACK).exactOptional(),
    rating: z.number().exactOptional(),
  }),
  custom: z.object({ ...common, type: z.literal('custom'), name }),
} as const satisfies Record<EventType, z.ZodType>

export const envelopeSchema = z.object({
  site: z.string().regex(SITE_ID_PATTERN),
  visitor: z.string().regex(ID_PATTERN).exactOptional(),
  consent: z.enum(WIRE_CONSENTS).exactOptional(),
  v: text(MAX_NAME).exactOptional(),
  webdriver: z.boolean().exactOptional(),
  userAgent: text(MAX_TEXT).exactOptional(),
  ip: z.string().max(64).exactOptional(),
})

export const eventSchema = z.discriminatedUnion('type', [
  EVENT_SCHEMAS.page_view,
  EVENT_SCHEMAS.cta_click,
  EVENT_SCHEMAS.engagement,
  EVENT_SCHEMAS.search,
  EVENT_SCHEMAS.form_start,
  EVENT_SCHEMAS.form_submit,
  EVENT_SCHEMAS.outbound_click,
  EVENT_SCHEMAS.download,
  EVENT_SCHEMAS.conversion,
  EVENT_SCHEMAS.feedback,
  EVENT_SCHEMAS.custom,
])

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Parsed<K extends EventType> = z.output<(typeof EVENT_SCHEMAS)[K]>
interface WireTypes {
  page_view: PageView
  cta_click: CtaClick
  engagement: Engagement
  search: Search
  form_start: FormStart
  form_submit: FormSubmit
  outbound_click: OutboundClick
  download: Download
  conversion: Conversion
  feedback: Feedback
  custom: Custom
}
/** A field, an optional mark or a whole event type that only one side has makes this line a type error. */
const equal: {
  [K in EventType]: Equal<Parsed<K>, Writable<WireTypes[K]>>
} & {
  envelope: Equal<z.output<typeof envelopeSchema>, Writable<WireEnvelope>>
  union: Equal<WireTypes[EventType], WireEvent>
  list: Equal<z.output<typeof eventSchema>['type'], EventType>
} = {
  page_view: true,
  cta_click: true,
  engagement: true,
  search: true,
  form_start: true,
  form_submit: true,
  outbound_click: true,
  download: true,
  conversion: true,
  feedback: true,
  custom: true,
  envelope: true,
  union: true,
  list: true,
}
void equal
