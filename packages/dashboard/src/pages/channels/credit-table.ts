import { ATTRIBUTIONS, type ChannelsAnswer } from '@koopsignaal/protocol'
import type { FilterContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { section } from '../../parts/section.ts'
import { figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'
import { channelName } from './channel-name.ts'

/** The same conversions by every way of sharing out the credit: where they differ much, do not trust one alone. */
export function creditTable(
  { channels, attribution }: ChannelsAnswer,
  context: FilterContext,
): HTMLElement | false {
  const { t, format, language } = context
  const credited = channels.filter(({ credits }) => ATTRIBUTIONS.some((name) => credits[name] > 0))
  if (credited.length === 0) return false
  return section(
    { id: 'credits', title: t.credits, intro: t.creditsIntro },
    figures({
      caption: t.credits,
      rows: credited,
      columns: [
        { name: t.channel, cell: (row) => channelName(row, context) },
        ...ATTRIBUTIONS.map((name) => ({
          name: nameOf('credit', name, language),
          title: nameOf('creditMeans', name, language),
          cell: ({ credits }: (typeof credited)[number]) =>
            h(name === attribution ? 'strong' : 'span', {}, format.average(credits[name])),
        })),
      ],
    }),
  )
}
