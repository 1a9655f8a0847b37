import type { FunnelAnswer, FunnelStepAnswer, Phase, Segment, SegmentsAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { term } from '../../parts/marks.ts'
import { section, type Tried } from '../../parts/section.ts'
import { nameOf } from '../../texts/texts.ts'
import { NO_FILTERS } from '../../url-state.ts'

/** Which segment's colour a phase has. After a deal somebody is a customer, in any segment for the next one. */
const COLOUR: Readonly<Record<Phase, Segment | 'deal'>> = {
  latent: 'passant',
  bewust: 'zoeker',
  visie: 'zoeker',
  leverancier: 'koper',
  deal: 'deal',
}

/** The buying process as stairs: how many came to each step, how many of them went on, and how fast. */
export function ladder(answer: SegmentsAnswer, tried: Tried<FunnelAnswer>, context: Context): HTMLElement {
  const { t } = context
  const funnel = tried.status === 'answered' ? tried.answer : null
  const slow = funnel?.bottleneck?.phase ?? null
  const steps = answer.phases.map((figures) => {
    const step = funnel?.steps.find(({ phase }) => phase === figures.phase) ?? null
    return stair(figures, step, figures.phase === slow, context)
  })
  return section(
    { id: 'ladder', title: t.ladder, intro: t.ladderIntro },
    h('ol', { class: 'stairs' }, ...steps),
    tried.status === 'failed' && h('p', { class: 'note', role: 'alert' }, t.partFailed),
    ...(funnel?.notes ?? []).map((note) => h('p', { class: 'quiet' }, note)),
  )
}

function stair(
  { phase, visitors, reached, previous }: SegmentsAnswer['phases'][number],
  step: FunnelStepAnswer | null,
  isBottleneck: boolean,
  context: Context,
): HTMLElement {
  const { t, format, language, link } = context
  const came = step?.reached ?? reached
  const before = step === null ? previous?.reached : step.previous?.reached
  return h(
    'li',
    { class: `stair is-${COLOUR[phase]}`, 'data-testid': `phase-${phase}` },
    h(
      'a',
      {
        href: link({ ...NO_FILTERS, view: 'visitors', phase }),
        class: 'stair-name',
        id: `stair-${phase}`,
      },
      term('phase', phase, context),
    ),
    h('span', { class: 'stair-means' }, nameOf('phaseMeans', phase, language)),
    h('span', { class: 'stair-figure' }, format.number(came)),
    h(
      'span',
      { class: 'quiet' },
      [
        ...(before === undefined ? [] : [t.was(format.number(before))]),
        t.standHere(format.number(visitors)),
      ].join(' · '),
    ),
    step !== null && step.next !== null && onward(step, isBottleneck, context),
  )
}

/** From a step to the next. */
function onward(step: FunnelStepAnswer, isBottleneck: boolean, { t, format }: Context): HTMLElement {
  const { conversionRate, interval, timeToNext, lost, underWay, previous } = step
  const rate = conversionRate === null ? '–' : format.percent(conversionRate)
  const range =
    interval === null ? null : t.between95(format.percent(interval.low), format.percent(interval.high))
  const line = (text: Child) => h('span', { class: 'quiet' }, text)
  return h(
    'div',
    { class: isBottleneck ? 'onward is-bottleneck' : 'onward', 'data-testid': `onward-${step.phase}` },
    isBottleneck && h('span', { class: 'flag' }, t.bottleneck),
    h('strong', { title: range }, t.goOn(rate)),
    previous?.conversionRate != null && line(t.was(format.percent(previous.conversionRate))),
    line(timeToNext === null ? t.noTimeYet : t.medianTime(format.duration(timeToNext.medianMs))),
    lost !== null &&
      underWay !== null &&
      line(t.lostAndUnderWay(format.number(lost), format.number(underWay))),
  )
}
