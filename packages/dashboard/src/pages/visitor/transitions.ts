import type { TransitionAnswer, VisitorDetailAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { h } from '../../dom.ts'
import { stageMark } from '../../parts/marks.ts'
import { nameOf } from '../../texts/texts.ts'

/** Every change of segment or phase, oldest first. */
export function transitions({ transitions: all }: VisitorDetailAnswer, context: Context): HTMLElement {
  const { t } = context
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'transitions', 'data-testid': 'transitions' },
    h('h2', { id: 'transitions' }, t.transitions),
    all.length === 0
      ? h('p', { class: 'quiet' }, t.noTransitions)
      : h('ol', { class: 'moves' }, ...all.map((one) => move(one, context))),
  )
}

function move({ at, from, to, cause }: TransitionAnswer, context: Context): HTMLElement {
  const { t, format, language } = context
  return h(
    'li',
    { class: `is-${to.segment}` },
    h('time', { datetime: at, class: 'quiet' }, format.dateTime(at)),
    h('span', {}, `${from === null ? t.entered : t.became} `, stageMark(to.segment, to.phase, context)),
    from !== null && h('span', { class: 'quiet' }, nameOf('cause', cause, language)),
  )
}
