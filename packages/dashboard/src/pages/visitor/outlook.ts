import type { VisitorDetailAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { stageMark } from '../../parts/marks.ts'

/** How long the assessment holds without another visit. */
export function fading(visitor: VisitorDetailAnswer, context: Context): HTMLElement {
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'fading', 'data-testid': 'fading' },
    h('h2', { id: 'fading' }, context.t.fadeTitle),
    h('p', { class: 'said' }, fadingText(visitor, context)),
  )
}

/** The same in words. */
export function fadingText(
  { segment, koperUntil, zoekerUntil }: Pick<VisitorDetailAnswer, 'segment' | 'koperUntil' | 'zoekerUntil'>,
  { t, format }: Context,
): string {
  const when = (at: string) => `${format.dateTime(at)} (${format.relative(at)})`
  if (segment === 'koper' && koperUntil !== null) {
    return [t.koperUntil(when(koperUntil)), zoekerUntil === null ? '' : t.zoekerUntil(when(zoekerUntil))]
      .join(' ')
      .trim()
  }
  if (segment === 'zoeker' && zoekerUntil !== null) return t.zoekerOnlyUntil(when(zoekerUntil))
  return t.nothingFades
}

/** The smallest change that would have given another segment. */
export function difference({ counterfactual }: VisitorDetailAnswer, context: Context): HTMLElement {
  const { t } = context
  return h(
    'section',
    { class: 'block', 'aria-labelledby': 'difference', 'data-testid': 'counterfactual' },
    h('h2', { id: 'difference' }, t.couldTitle),
    ...(counterfactual === null
      ? [h('p', { class: 'said' }, t.couldNothing)]
      : said(counterfactual, context)),
  )
}

function said(
  { points, segment, text }: NonNullable<VisitorDetailAnswer['counterfactual']>,
  context: Context,
): readonly Child[] {
  const { t, format } = context
  return [
    h(
      'p',
      { class: 'said' },
      `${points > 0 ? t.couldClimb : t.couldDrop} `,
      stageMark(segment, null, context),
      ':',
    ),
    h(
      'p',
      {},
      h('strong', {}, text),
      h('span', { class: 'quiet' }, ` ${t.pointsMore(format.points(points))}`),
    ),
  ]
}
