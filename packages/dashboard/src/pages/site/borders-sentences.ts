import type {
  BorderFiguresAnswer,
  BordersDecisionAnswer,
  Segment,
  ThresholdAnswer,
} from '@koopsignaal/protocol'
import type { Speaker } from './decision-sentences.ts'

/** What was decided of where the segments begin and end: from what to what, whom that makes zoeker and koper, and what those do. */
export function bordersSentences(borders: BordersDecisionAnswer, speaker: Speaker): string {
  const { t } = speaker
  const { status, learns, before, learned, current } = borders
  const [now, then] = [bordersOf(borders, speaker), bordersOf(before, speaker)]
  const told = status === 'published' ? t.bordersSet(...now, ...then) : t.bordersKept(...then, ...now)
  const shares = t.bordersShares(...sharesOf(learned, speaker), ...sharesOf(current, speaker))
  const points = learns === 'points' && status === 'published' ? t.pointsDivided : null
  return [told, points, shares, rates(borders, speaker)].filter((one) => one !== null).join(' ')
}

type Two = readonly [zoeker: string, koper: string]

function bordersOf(
  { zoeker, koper }: { readonly zoeker: ThresholdAnswer; readonly koper: ThresholdAnswer },
  { t, format }: Speaker,
): Two {
  const say = ({ enter, exit }: ThresholdAnswer) => t.enterExit(format.number(enter), format.number(exit))
  return [say(zoeker), say(koper)]
}

function sharesOf({ shares }: BorderFiguresAnswer, { format }: Speaker): Two {
  return [format.percent(shares.zoeker), format.percent(shares.koper)]
}

/** How much more often than on average it comes true; null where too few were in a segment to tell. */
function rates({ question, learned, current }: BordersDecisionAnswer, { t, format }: Speaker): string | null {
  const say = (figures: BorderFiguresAnswer, segment: Segment) => {
    const rate = figures.rates[segment]
    return rate === null || figures.baseRate === 0 ? null : format.average(rate / figures.baseRate)
  }
  const [zoeker, koper] = [say(learned, 'zoeker'), say(learned, 'koper')]
  if (zoeker === null || koper === null) return null
  const told = question === 'visit' ? t.bordersBuy(zoeker, koper) : t.bordersReturn(zoeker, koper)
  const [zoekerThen, koperThen] = [say(current, 'zoeker'), say(current, 'koper')]
  return zoekerThen === null || koperThen === null
    ? `${told}.`
    : `${told}; ${t.bordersThen(zoekerThen, koperThen)}`
}
