import type { Channel } from '@koopsignaal/protocol'

/** A parameter that an advertiser's network hangs on a link, and what it tells about the click. */
export interface ClickId {
  /** In small letters. */
  readonly parameter: string
  readonly channel: Channel
  readonly source: string
}

/** The surest first: when an address has several, the first of this list is the one. Facebook's and Instagram's are also
 *  on links that nobody paid for, so they tell the network and not that it was an ad; the same goes for Google's on free
 *  product listings (srsltid).
 *  Source: each network's help pages on auto-tagging and click identifiers; reviewed 2026-11. */
export const CLICK_IDS: readonly ClickId[] = [
  { parameter: 'gclid', channel: 'ads', source: 'google' },
  { parameter: 'gbraid', channel: 'ads', source: 'google' },
  { parameter: 'wbraid', channel: 'ads', source: 'google' },
  { parameter: 'dclid', channel: 'ads', source: 'google' },
  { parameter: 'gad_source', channel: 'ads', source: 'google' },
  { parameter: 'msclkid', channel: 'ads', source: 'bing' },
  { parameter: 'ttclid', channel: 'ads', source: 'tiktok' },
  { parameter: 'li_fat_id', channel: 'ads', source: 'linkedin' },
  { parameter: 'twclid', channel: 'ads', source: 'twitter' },
  { parameter: 'rdt_cid', channel: 'ads', source: 'reddit' },
  { parameter: 'sccid', channel: 'ads', source: 'snapchat' },
  { parameter: 'epik', channel: 'ads', source: 'pinterest' },
  { parameter: 'yclid', channel: 'ads', source: 'yandex' },
  { parameter: 'obclid', channel: 'ads', source: 'outbrain' },
  { parameter: 'tblci', channel: 'ads', source: 'taboola' },
  { parameter: 'qclid', channel: 'ads', source: 'quora' },
  { parameter: 'awc', channel: 'comparison', source: 'awin' },
  { parameter: 'irclickid', channel: 'comparison', source: 'impact' },
  { parameter: 'tduid', channel: 'comparison', source: 'tradedoubler' },
  { parameter: 'tradetracker', channel: 'comparison', source: 'tradetracker' },
  { parameter: 'cjevent', channel: 'comparison', source: 'cj' },
  { parameter: 'mc_eid', channel: 'email', source: 'mailchimp' },
  { parameter: '_kx', channel: 'email', source: 'klaviyo' },
  { parameter: '_hsenc', channel: 'email', source: 'hubspot' },
  { parameter: 'mkt_tok', channel: 'email', source: 'marketo' },
  { parameter: 'fbclid', channel: 'social', source: 'facebook' },
  { parameter: 'igshid', channel: 'social', source: 'instagram' },
  { parameter: 'igsh', channel: 'social', source: 'instagram' },
  { parameter: 'srsltid', channel: 'search', source: 'google' },
]
