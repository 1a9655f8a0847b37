import type { Channel, ChannelGrouping, Source } from '@koopsignaal/protocol'

/** A line of the channels report. */
export interface Group {
  readonly key: string
  readonly channel: Channel | null
  readonly source: string | null
  readonly campaign: string | null
  readonly label: string
}

interface Place {
  readonly channel: Channel | null
  readonly source: string | null
  readonly campaign: string | null
}

/** What nothing is known of: conversions without a touch, visits that no page view from outside began. */
export const UNKNOWN: Group = { key: '–', channel: null, source: null, campaign: null, label: '–' }

/** The line that a visit belongs to.
 *  @param place  null when nothing tells how the visit came */
export function groupOf(place: Place | Source | null, by: ChannelGrouping): Group {
  if (place === null || place.channel === null) return UNKNOWN
  const channel = place.channel
  const source = by === 'channel' ? null : place.source
  const campaign = by === 'campaign' ? place.campaign : null
  return { key: JSON.stringify([channel, source, campaign]), channel, source, campaign, label: labelOf() }

  /** Different for different lines: journeys have nothing else to tell them by. */
  function labelOf(): string {
    if (campaign !== null) return `${campaign} (${source ?? '–'}, ${channel})`
    return source === null ? String(channel) : `${source} (${channel})`
  }
}
