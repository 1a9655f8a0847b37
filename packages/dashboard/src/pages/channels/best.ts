import type { ChannelRowAnswer, ChannelsAnswer } from '@koopsignaal/protocol'
import type { FilterContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { section } from '../../parts/section.ts'
import { channelName } from './channel-name.ts'

/** A share of fewer visitors than this says little. Chosen. */
const ENOUGH = 30

/** Nobody can do or spend anything on visitors of whom it is not known how they came, or who typed the address. */
function isWorkedOn({ channel }: ChannelRowAnswer): boolean {
  return channel !== null && channel !== 'direct'
}

/** What the table says, in sentences: where kopers come from, where they are most likely, where they are cheapest. */
export function bestSentence(answer: ChannelsAnswer, context: FilterContext): HTMLElement | false {
  const { t, format } = context
  const { channels, currency, totals } = answer
  const withKopers = channels.filter(({ kopers }) => kopers > 0)
  const workedOn = withKopers.filter(isWorkedOn)
  if (workedOn.length === 0) return false
  const most = workedOn.reduce((best, row) => (row.kopers > best.kopers ? row : best))
  const isMost = withKopers.every(({ kopers }) => kopers <= most.kopers)
  const share = ({ kopers, visitors }: (typeof channels)[number]) => kopers / visitors
  const large = withKopers.filter(({ visitors }) => visitors >= ENOUGH)
  const densest = large.toSorted((a, b) => share(b) - share(a))[0]
  const paid = withKopers.filter(
    ({ cost, costPerKoper }) => cost !== null && cost > 0 && costPerKoper !== null,
  )
  const cheapest = paid.toSorted((a, b) => a.costPerKoper! - b.costPerKoper!)[0]
  const dearest = paid.toSorted((a, b) => b.costPerKoper! - a.costPerKoper!)[0]
  const sentences = [
    (isMost ? t.mostKopers : t.mostOfWorkedOn)(
      channelName(most, context),
      format.number(most.kopers),
      format.number(totals.kopers),
    ),
    densest === undefined || densest === most || !isWorkedOn(densest)
      ? null
      : t.densestKopers(channelName(densest, context), format.percent(share(densest))),
    cheapest === undefined
      ? t.noCosts
      : t.cheapestKoper(channelName(cheapest, context), format.money(cheapest.costPerKoper!, currency)),
    dearest === undefined || dearest === cheapest
      ? null
      : t.dearestKoper(channelName(dearest, context), format.money(dearest.costPerKoper!, currency)),
  ]
  return section(
    { id: 'in-short', title: t.inShort },
    h('ul', { class: 'in-short' }, ...sentences.flatMap((one) => (one === null ? [] : [h('li', {}, one)]))),
  )
}
