import type { ChannelsAnswer, ForecastAnswer, FunnelAnswer, SegmentsAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { section, type Tried } from '../../parts/section.ts'
import { nameOf } from '../../texts/texts.ts'

interface Answers {
  readonly segments: SegmentsAnswer
  readonly funnel: Tried<FunnelAnswer>
  readonly forecast: Tried<ForecastAnswer>
  readonly channels: Tried<ChannelsAnswer>
}

/** What changed and why, in sentences: for who has ten seconds. */
export function inShort(answers: Answers, context: SiteContext): HTMLElement {
  const { t } = context
  const sentences = [
    kopers(answers.segments, context),
    cause(answers.channels, context),
    bottleneck(answers.funnel, context),
    ahead(answers.forecast, context),
  ]
  return section(
    { id: 'in-short', title: t.inShort },
    h('ul', { class: 'in-short' }, ...sentences.filter(Boolean).map((one) => h('li', {}, one as Child))),
  )
}

function kopers({ segments, totals }: SegmentsAnswer, { t, format }: SiteContext): string {
  const { visitors, previous } = segments.find(({ segment }) => segment === 'koper')!
  const now = t.kopersNow(visitors, format.number(visitors), totals.visitors, format.number(totals.visitors))
  if (previous === null) return now
  const more = visitors - previous.visitors
  if (more === 0) return `${now} ${t.kopersSame(visitors)}`
  const by = Math.abs(more)
  return `${now} ${(more > 0 ? t.kopersMore : t.kopersFewer)(by, format.number(by))}`
}

/** The channel that made most of the change in kopers over the period. */
function cause(tried: Tried<ChannelsAnswer>, { t, format, language }: SiteContext): string | null {
  if (tried.status === 'failed' || tried.answer.totals.previous === null) return null
  const { totals, channels } = tried.answer
  const more = totals.kopers - totals.previous!.kopers
  const changes = channels.flatMap(({ channel, kopers: now, previous }) =>
    channel === null || previous === null ? [] : [{ channel, change: now - previous.kopers }],
  )
  const largest = changes.toSorted((a, b) => Math.sign(more) * (b.change - a.change))[0]
  if (more === 0 || largest === undefined) return null
  const say = more > 0 ? t.causeMore : t.causeFewer
  const shown = (value: number) => format.number(Math.abs(value))
  const name = nameOf('channel', largest.channel, language)
  return say(format.number(totals.kopers), shown(more), name, shown(largest.change))
}

function bottleneck(tried: Tried<FunnelAnswer>, { language }: SiteContext): string | null {
  if (tried.status === 'failed' || tried.answer.bottleneck === null) return null
  const { text, phase } = tried.answer.bottleneck
  return `${text} ${nameOf('bottleneckAdvice', phase, language)}`
}

function ahead(tried: Tried<ForecastAnswer>, { t, format }: SiteContext): string | null {
  if (tried.status === 'failed' || !tried.answer.enough) return null
  const { days, expected, intervals, goal } = tried.answer
  const likely = intervals.find(({ level }) => level === 0.8)
  if (expected === null || likely === undefined) return null
  const said = t.expects(
    format.number(days),
    format.number(expected),
    format.number(likely.low),
    format.number(likely.high),
  )
  return goal === null ? said : `${said} ${goal.text}`
}
