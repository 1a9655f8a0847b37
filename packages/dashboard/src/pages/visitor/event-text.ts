import type { EventDetail, JourneyEventAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'

/** What an event was about, in words; '' where its name says it all. Everything in it comes from visitors and sites. */
export function eventText({ type, title, path, detail }: JourneyEventAnswer, context: Context): string {
  switch (type) {
    case 'page_view':
      return title ?? path ?? ''
    case 'cta_click':
      return detail.cta ?? ''
    case 'engagement':
      return attention(detail, context)
    case 'search':
      return search(detail, context)
    case 'form_start':
    case 'form_submit':
      return detail.form ?? ''
    case 'outbound_click':
    case 'download':
      return detail.href ?? ''
    case 'conversion':
      return conversion(detail, context)
    case 'feedback':
      return [detail.question, detail.answer, detail.rating?.toString()].filter(Boolean).join(' · ')
    case 'custom':
      return detail.name ?? ''
    default:
      // A newer collector may know types that this page does not: shown by name rather than not at all.
      return String(type satisfies never)
  }
}

function attention({ engagedMs, scrollPercent }: EventDetail, { t, format }: Context): string {
  const read = engagedMs === undefined ? [] : [t.readFor(format.duration(engagedMs))]
  const deep = scrollPercent === undefined ? [] : [t.scrolledTo(format.percent(scrollPercent / 100))]
  return [...read, ...deep].join(', ')
}

function search({ query, results }: EventDetail, { t, format }: Context): string {
  const found = results === undefined ? '' : ` (${t.found(results, format.number(results))})`
  return `“${query ?? ''}”${found}`
}

function conversion({ name, value, currency }: EventDetail, { format }: Context): string {
  return value === undefined ? (name ?? '') : `${name ?? ''} · ${format.money(value, currency ?? null)}`
}
