import {
  AXES,
  type Axis,
  type Confidence,
  type Phase,
  type Segment,
  type Source,
} from '@koopsignaal/protocol'
import type { Context } from '../context.ts'
import { h, meter } from '../dom.ts'
import { nameOf } from '../texts/texts.ts'

/** A Dutch word of the data, with its English beside it on the English page. */
export function term(kind: 'segment' | 'phase' | 'axis', value: string, { language }: Context): HTMLElement {
  const name = nameOf(kind, value, language)
  const word = h('span', { lang: language === 'nl' ? null : 'nl' }, value)
  return h('span', { class: 'term' }, word, name !== value && h('span', { class: 'gloss' }, ` ${name}`))
}

/** A segment in its colour; the phase beside it when given. */
export function stageMark(segment: Segment, phase: Phase | null, context: Context): HTMLElement {
  return h(
    'span',
    { class: 'stage' },
    h('span', { class: `badge is-${segment}` }, term('segment', segment, context)),
    phase !== null && ' ',
    phase !== null && h('span', { class: 'stage-phase' }, term('phase', phase, context)),
  )
}

const DOTS: Readonly<Record<Confidence, number>> = { low: 1, medium: 2, high: 3 }

export function confidenceMark(confidence: Confidence, { language }: Context): HTMLElement {
  const dots = [1, 2, 3].map((n) => h('span', { class: n <= DOTS[confidence] ? 'dot is-on' : 'dot' }))
  return h(
    'span',
    { class: 'confidence', title: nameOf('confidenceMeans', confidence, language) },
    h('span', { class: 'dots', 'aria-hidden': 'true' }, ...dots),
    ` ${nameOf('confidence', confidence, language)}`,
  )
}

/** Points on one axis that fill its bar. Chosen: a whole score is rarely carried by more than this on one axis. */
const FULL_AXIS = 40

/** The three axes as small bars; points against are a bar in another pattern. */
export function axisBars(axes: Readonly<Record<Axis, number>>, context: Context): HTMLElement {
  const row = (axis: Axis) => {
    const points = axes[axis]
    return h(
      'li',
      {},
      h('span', { class: 'axis-name' }, term('axis', axis, context)),
      meter(Math.abs(points) / FULL_AXIS, points < 0 ? 'is-against' : 'is-for'),
      h('span', { class: 'axis-points' }, context.format.number(points).replace('-', '−')),
    )
  }
  return h('ul', { class: 'axes' }, ...AXES.map(row))
}

/** A moment: how long ago, with the exact time at hand. */
export function moment(at: string, { format }: Context): HTMLElement {
  return h(
    'time',
    { datetime: at, class: 'moment' },
    format.relative(at),
    h('span', { class: 'quiet' }, ` ${format.dateTime(at)}`),
  )
}

/** Where a visit came from, in words: 'search engine (google, spring sale)'. */
export function sourceText(source: Source | null, { language }: Context): string {
  if (source === null) return nameOf('channel', 'direct', language)
  const details = [source.source, source.campaign].filter((detail) => detail !== null)
  const channel = nameOf('channel', source.channel, language)
  return details.length === 0 ? channel : `${channel} (${details.join(', ')})`
}

/** Our own ids are long and random: their beginning tells visitors apart well enough for the eye. A short one was chosen by
 *  the site's owner and is shown whole.
 *  @example shortId('b1946ac92492d2347c6235b4d2611184') // 'b1946ac9' */
export function shortId(id: string): string {
  return id.length <= 16 ? id : id.slice(0, 8)
}
