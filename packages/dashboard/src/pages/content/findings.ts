import type { Lift } from '@koopsignaal/protocol'
import type { FilterContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { section } from '../../parts/section.ts'
import type { ContentAnswers } from './content-page.ts'

/** A landing page with fewer entries than this says little. Chosen. */
const ENOUGH_ENTRIES = 30
/** From here on leaving at once is worth a sentence. Chosen. */
const MANY_BOUNCES = 0.5

/** What the tables say, in sentences with what to do. */
export function findings(answers: ContentAnswers, context: FilterContext): HTMLElement | false {
  const sentences = [
    best(answers, context),
    worst(answers, context),
    leaving(answers, context),
    missing(answers, context),
  ]
  const said = sentences.filter((one) => one !== null)
  if (said.length === 0) return false
  return section(
    { id: 'in-short', title: context.t.inShort },
    h('ul', { class: 'in-short' }, ...said.map((one) => h('li', {}, one))),
  )
}

interface Judged {
  readonly name: string
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/** What there is enough known of, with the outcome that the page judges by. */
function judged({ ctas, pages }: ContentAnswers, { state }: FilterContext): readonly Judged[] {
  const of = (name: string, lift: Lift): readonly Judged[] => {
    const { enough, ratio, low, high } = lift[state.outcome]
    return enough && ratio !== null && low !== null && high !== null ? [{ name, ratio, low, high }] : []
  }
  return [
    ...(ctas.status === 'answered' ? ctas.answer.ctas.flatMap(({ cta, lift }) => of(cta, lift)) : []),
    ...(pages.status === 'answered' ? pages.answer.pages.flatMap(({ path, lift }) => of(path, lift)) : []),
  ]
}

/** The one whose lift is largest even at the careful end of its interval. */
function best(answers: ContentAnswers, context: FilterContext): string | null {
  const { t, format } = context
  const up = judged(answers, context).filter(({ low }) => low > 1)
  const top = up.toSorted((a, b) => b.low - a.low)[0]
  if (top === undefined) return null
  return t.bestLift(top.name, format.ratio(top.ratio), format.ratio(top.low), format.ratio(top.high))
}

function worst(answers: ContentAnswers, context: FilterContext): string | null {
  const { t, format } = context
  const down = judged(answers, context).filter(({ high }) => high < 1)
  const top = down.toSorted((a, b) => a.high - b.high)[0]
  return top === undefined ? null : t.worstLift(top.name, format.ratio(top.ratio))
}

function leaving({ landings }: ContentAnswers, { t, format }: FilterContext): string | null {
  if (landings.status === 'failed') return null
  const many = landings.answer.pages.filter(
    ({ entries, bounceRate }) => entries >= ENOUGH_ENTRIES && (bounceRate ?? 0) >= MANY_BOUNCES,
  )
  const top = many.toSorted((a, b) => b.bounces - a.bounces)[0]
  return top === undefined ? null : t.leavingAtOnce(top.path, format.percent(top.bounceRate!))
}

function missing({ searches }: ContentAnswers, { t, format }: FilterContext): string | null {
  if (searches.status === 'failed') return null
  const empty = searches.answer.searches.filter(({ withoutResults }) => withoutResults > 0)
  const top = empty.toSorted((a, b) => b.withoutResults - a.withoutResults)[0]
  return top === undefined ? null : t.missingPage(top.query, format.number(top.withoutResults))
}
