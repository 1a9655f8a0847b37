import type { ForecastAnswer } from '@koopsignaal/protocol'
import { chart } from '../../charts/chart.ts'
import { type ForecastPoint, forecastChart } from '../../charts/forecast.ts'
import type { SiteContext } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { nothing, sectionOf, type Tried } from '../../parts/section.ts'
import { asTable, figures } from '../../parts/table.ts'

const HEIGHT = 260
/** How much of what was is shown beside what is expected: four weeks. */
const PAST_DAYS = 28

/** What the coming days are expected to bring, how sure that is, and whether it is enough. */
export function forecast(tried: Tried<ForecastAnswer>, context: SiteContext): HTMLElement {
  const { t } = context
  return sectionOf(tried, { id: 'forecast', title: t.forecast, intro: t.forecastIntro }, context, (answer) =>
    answer.enough
      ? filled(answer, context)
      : [nothing('no-forecast', h('p', {}, answer.reason ?? t.noForecast))],
  )
}

function filled(answer: ForecastAnswer, context: SiteContext): readonly Child[] {
  const { t, format } = context
  const points = toPoints(answer, context)
  return [
    h(
      'div',
      { class: 'forecast-line' },
      h(
        'p',
        { class: 'said' },
        h('strong', { class: 'figure', 'data-testid': 'expected' }, format.number(answer.expected ?? 0)),
        ' ',
        t.expectedIn(format.number(answer.days)),
      ),
      h('ul', { class: 'forecast-facts' }, ...facts(answer, context).map((one) => h('li', {}, one))),
      goalForm(answer, context),
    ),
    chart({
      id: 'forecast-chart',
      label: t.forecastLabel(format.number(answer.days), format.number(answer.expected ?? 0)),
      height: HEIGHT,
      option: (colours) => forecastChart(points, format.average, colours),
    }),
    asTable(t.asTable, table(answer, context)),
    answer.backtest !== null && h('p', { class: 'quiet' }, answer.backtest.text),
    ...answer.notes.map((note) => h('p', { class: 'quiet' }, note)),
  ]
}

function facts(
  { intervals, parts, value, goal }: ForecastAnswer,
  { t, format }: SiteContext,
): readonly string[] {
  const within = intervals.map(({ level, low, high }) =>
    t.within(format.percent(level), format.number(low), format.number(high)),
  )
  const made =
    parts === null ? [] : [t.forecastParts(format.number(parts.present), format.number(parts.arrivals))]
  const worth = value === null ? [] : [t.forecastWorth(format.money(value.expected, value.currency))]
  return [...within, ...made, ...worth, ...(goal === null ? [] : [goal.text])]
}

function goalForm({ days, goal }: ForecastAnswer, { t, state, go, format }: SiteContext): HTMLElement {
  const change = (event: Event) => {
    const value = (event.target as HTMLInputElement).value.trim()
    go({ goal: /^[1-9]\d{0,6}$/.test(value) ? value : null })
  }
  return h(
    'label',
    { class: 'field goal' },
    h('span', { class: 'field-name' }, t.goal(format.number(days))),
    h('input', {
      id: 'goal',
      'data-testid': 'goal',
      type: 'number',
      min: 1,
      max: 9_999_999,
      inputmode: 'numeric',
      // Else the goals of the site are what it is held against.
      placeholder: goal === null ? t.noGoal : format.number(goal.conversions),
      value: state.goal,
      change,
    }),
  )
}

function toPoints({ past, series }: ForecastAnswer, { t, format }: SiteContext): readonly ForecastPoint[] {
  const was = past.slice(-PAST_DAYS).map(({ day, conversions }) => ({
    name: format.shortDay(day),
    past: conversions,
    expected: null,
    low: null,
    high: null,
    text: `${format.day(day)}\n${t.totalConversions(conversions, format.number(conversions))}`,
  }))
  const willBe = series.map(({ day, expected, low, high }) => ({
    name: format.shortDay(day),
    past: null,
    expected,
    low,
    high,
    text: `${format.day(day)}\n${t.expectedDay(format.average(expected), format.average(low), format.average(high))}`,
  }))
  return [...was, ...willBe]
}

function table({ series }: ForecastAnswer, { t, format }: SiteContext): HTMLElement {
  return figures({
    caption: t.forecast,
    rows: series,
    columns: [
      { name: t.day, cell: ({ day }) => format.day(day) },
      { name: t.expected, cell: ({ expected }) => format.average(expected) },
      { name: t.atLeast, cell: ({ low }) => format.average(low) },
      { name: t.atMost, cell: ({ high }) => format.average(high) },
    ],
  })
}
