import { CHANNELS, type ChannelRowAnswer } from '@koopsignaal/protocol'
import type { Context } from '../../context.ts'
import { nameOf } from '../../texts/texts.ts'

/** What a line of the report is called. */
export function channelName(
  { channel, source, campaign }: Pick<ChannelRowAnswer, 'channel' | 'source' | 'campaign'>,
  { t, language }: Context,
): string {
  const name = channel === null ? t.unknownChannel : nameOf('channel', channel, language)
  return [name, source, campaign].filter((part) => part !== null).join(' · ')
}

/** A label of a journey, whose first word is a channel. Everything after it comes from visitors.
 *  @example labelName('search / google', dutch) // 'zoekmachine / google' */
export function labelName(label: string, { t, language }: Context): string {
  const channel = CHANNELS.find((name) => label === name || label.startsWith(`${name} `))
  if (channel === undefined) return label === 'unknown' ? t.unknownChannel : label
  return nameOf('channel', channel, language) + label.slice(channel.length)
}
