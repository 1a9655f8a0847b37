import {
  type Conversion,
  type CtaClick,
  type Custom,
  type Download,
  type Engagement,
  EVENT_TYPES,
  type EventType,
  type Feedback,
  type FormStart,
  type FormSubmit,
  ID_PATTERN,
  MAX_AGO,
  MAX_AMOUNT,
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
import { compilePlain, plainly } from './plainly.ts'

/** The wire format as schemas; the types at the end prove that they equal protocol's, both ways. Unknown keys are ignored, so
 *  that a newer snippet works on an older collector; long text is cut, not refused. */

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && value.isWellFormed()
const text = (max: number) =>
  plainly(
    z.string().transform((value) => cut(value, max)),
    (value) => isText(value, max),
  )
const name = plainly(
  z
    .string()
    .min(1)
    .transform((value) => cut(value, MAX_NAME)),
  (value) => isText(value, MAX_NAME) && value !== '',
)
const matching = (pattern: RegExp) =>
  plainly(z.string().regex(pattern), (value) => typeof value === 'string' && pattern.test(value))
const number = (min: number, max: number) =>
  plainly(z.number().min(min).max(max), (value) => isNumber(value) && value >= min && value <= max)
const anyNumber = plainly(z.number(), isNumber)
const isWhole = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0

function isNumber(value: unknown): value is number {
  return Number.isFinite(value)
}

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
  id: matching(ID_PATTERN),
  ago: number(0, MAX_AGO).exactOptional(),
  at: plainly(
    z.number().int().min(0).max(8.64e15),
    (value) => isWhole(value) && (value as number) <= 8.64e15,
  ).exactOptional(),
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
    url: plainly(
      z
        .string()
        .min(1)
        .refine(isPageAddress, 'expected an address that begins with http:// or https://')
        .transform((value) => value.slice(0, MAX_URL).toWellFormed()),
      (value) => isText(value, MAX_URL) && isPageAddress(value),
    ),
    referrer: text(MAX_URL).exactOptional(),
    title: text(MAX_TEXT).exactOptional(),
  }),
  cta_click: z.object({ ...common, type: z.literal('cta_click'), cta: name }),
  engagement: z.object({
    ...common,
    type: z.literal('engagement'),
    engagedMs: number(0, MAX_AGO),
    scrollPercent: number(0, 100).exactOptional(),
  }),
  search: z.object({
    ...common,
    type: z.literal('search'),
    query: text(MAX_TEXT),
    results: plainly(z.number().int().min(0), isWhole).exactOptional(),
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
    value: number(-MAX_AMOUNT, MAX_AMOUNT).exactOptional(),
    currency: matching(/^[A-Z]{3}$/).exactOptional(),
  }),
  feedback: z.object({
    ...common,
    type: z.literal('feedback'),
    question: text(MAX_TEXT).exactOptional(),
    answer: text(MAX_FEEDBACK).exactOptional(),
    rating: anyNumber.exactOptional(),
  }),
  custom: z.object({ ...common, type: z.literal('custom'), name }),
} as const satisfies Record<EventType, z.ZodType>

export const envelopeSchema = z.object({
  site: matching(SITE_ID_PATTERN),
  visitor: matching(ID_PATTERN).exactOptional(),
  consent: plainly(z.enum(WIRE_CONSENTS), (value) =>
    (WIRE_CONSENTS as readonly unknown[]).includes(value),
  ).exactOptional(),
  v: text(MAX_NAME).exactOptional(),
  webdriver: plainly(z.boolean(), (value) => typeof value === 'boolean').exactOptional(),
  userAgent: text(MAX_TEXT).exactOptional(),
  ip: plainly(z.string().max(64), (value) => typeof value === 'string' && value.length <= 64).exactOptional(),
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

const plainEvents = new Map<unknown, (input: unknown) => WireEvent | null>(
  EVENT_TYPES.map((type) => [type, compilePlain(EVENT_SCHEMAS[type] as z.ZodObject) as never]),
)
const plainEnvelope = compilePlain(envelopeSchema)

type Parsing<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: z.ZodError }

/** Law: the same as `eventSchema.safeParse`, which takes several times as long. */
export function parseEvent(input: unknown): Parsing<WireEvent> {
  const data = plainEvents.get((input as { type?: unknown } | null | undefined)?.type)?.(input) ?? null
  return data === null ? eventSchema.safeParse(input) : { success: true, data }
}

/** Law: the same as `envelopeSchema.safeParse`. */
export function parseEnvelope(input: unknown): Parsing<WireEnvelope> {
  const data = plainEnvelope(input)
  return data === null ? envelopeSchema.safeParse(input) : { success: true, data }
}

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
