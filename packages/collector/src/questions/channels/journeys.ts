import type { ChannelLinkAnswer, ChannelPathAnswer } from '@koopsignaal/protocol'
import type { Journey } from './touches.ts'

// Chosen: what a picture can show; the rest of a longer journey is left out of it.
const MAX_POSITIONS = 5
const MAX_PATHS = 20
const MAX_LINKS = 200
/** Different ways kept while counting: beyond it only those known already are counted on. */
const MAX_KEPT = 50_000

/** Journeys of a period. */
export interface JourneyTally {
  add(journey: Journey): void
  paths(): readonly ChannelPathAnswer[]
  links(): readonly ChannelLinkAnswer[]
}

export function createJourneyTally(): JourneyTally {
  const paths = new Map<string, { touches: readonly string[]; visitors: number; converted: number }>()
  const links = new Map<string, Omit<ChannelLinkAnswer, 'visitors'> & { visitors: number }>()

  function addLink(link: Omit<ChannelLinkAnswer, 'visitors'>, visitors: number): void {
    const key = JSON.stringify(link)
    const known = links.get(key)
    if (known !== undefined) known.visitors += visitors
    else if (links.size < MAX_KEPT) links.set(key, { ...link, visitors })
  }

  return {
    add({ touches, hasConverted, visitors }) {
      const labels = touches.map(({ label }) => label)
      const key = JSON.stringify(labels)
      const known = paths.get(key)
      if (known !== undefined) {
        known.visitors += visitors
        known.converted += hasConverted ? visitors : 0
      } else if (paths.size < MAX_KEPT) {
        paths.set(key, { touches: labels, visitors, converted: hasConverted ? visitors : 0 })
      }
      const shown = labels.slice(0, MAX_POSITIONS)
      for (const [i, from] of shown.entries()) {
        const to = shown[i + 1] ?? null
        const ended = to !== null ? null : hasConverted ? 'converted' : 'left'
        addLink({ position: i + 1, from, to, ended }, visitors)
      }
    },
    paths: () =>
      [...paths.values()]
        .toSorted((a, b) => b.visitors - a.visitors || order(a.touches.join('\0'), b.touches.join('\0')))
        .slice(0, MAX_PATHS)
        .map((path) => ({ ...path, conversionRate: path.converted / path.visitors })),
    links: () =>
      [...links]
        .toSorted(([a, one], [b, other]) => other.visitors - one.visitors || order(a, b))
        .slice(0, MAX_LINKS)
        .map(([, link]) => link)
        .toSorted((a, b) => a.position - b.position || b.visitors - a.visitors),
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
