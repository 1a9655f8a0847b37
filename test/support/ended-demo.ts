import { DAY, type SegmentsAnswer } from '@koopsignaal/protocol'
import { dayOf, startOfDay } from '../../packages/collector/src/days.ts'
import { modelOf } from '../../packages/collector/src/models.ts'
import { createFormat } from '../../packages/dashboard/src/format.ts'
import { type Demo, runDemo } from './demo-collector.ts'
import { DEMO_SITE } from './demo-public.ts'
import { numbersOf } from './figures-on-page.ts'
import type { PlainPublic } from './plain-desk.ts'
import { type Period, plainPeople } from './plain-people.ts'

/** The demo public as it was weeks ago, with the period that the desk shows of it. It ended, so that the desk looks at one fixed
 *  moment however long a test takes. */
export interface EndedDemo {
  readonly demo: Demo
  /** The raw events, to be counted anew. */
  readonly all: PlainPublic
  readonly period: Period
  /** Null where nothing was measured then. */
  readonly before: Period | null
}

/** How long ago, so that nothing lies in the last thirty days. */
export const END = Math.floor(Date.now() / 60_000) * 60_000 - 40 * DAY

/** @param people  how many the public counts; some who are only counted come on top */
export async function runEndedDemo(people: number): Promise<EndedDemo> {
  const demo = await runDemo(people, END)
  for (const batch of onlyCounted()) await demo.send('POST', '/v1/events', { site: demo.site, ...batch })
  const site = (await demo.store.site(demo.site))!
  const counted = [...demo.store.events(demo.site)].filter(({ visitor }) => visitor === null)
  const all = {
    people: await plainPeople(demo, demo.site),
    counted,
    model: modelOf(site),
    timeZone: site.timeZone,
  }
  const to = Date.parse((await demo.ask<SegmentsAnswer>(`/v1/sites/${demo.site}/segments`)).to)
  const first = dayOf(Date.parse(`${dayOf(to, site.timeZone)}T12:00:00Z`) - 29 * DAY, 'UTC')
  const from = startOfDay(first, site.timeZone)
  const asked = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`
  // Which period that is has tests of its own.
  const { comparedWith } = await demo.ask<SegmentsAnswer>(`/v1/sites/${demo.site}/segments?${asked}`)
  const other = { from: Date.parse(comparedWith!.from), to: Date.parse(comparedWith!.to) }
  const before = comparedWith!.isWhole ? other : null
  return { demo, all, period: { from, to }, before }
}

/** Conversions that a back office told of, and what was done without consent. */
function onlyCounted(): readonly object[] {
  const url = `https://${DEMO_SITE.domains[0]}/prijzen`
  const daysAgo = (type: string, days: readonly number[], more: object) =>
    days.map((n) => ({ id: `${type}-${n}-ago`, type, at: END - n * DAY, ...more }))
  return [
    { events: daysAgo('conversion', [2, 9, 20, 45], { name: 'order', value: 40, currency: 'EUR' }) },
    {
      consent: 'count',
      events: [
        ...daysAgo('page_view', [1, 3, 12], { url }),
        ...daysAgo('cta_click', [3, 12], { url, cta: 'offerte' }),
        ...daysAgo('search', [1, 2], { url, query: 'Drainage', results: 0 }),
      ],
    },
  ]
}

/** As the Dutch pages write. */
export const format = createFormat('nl', 'Europe/Amsterdam', END)

/** The figures of these texts: what a page is expected to show. */
export function figures(...texts: readonly (string | null)[]): readonly number[] {
  return texts.flatMap((text) => numbersOf(text ?? ''))
}
