import type { Event } from '@koopsignaal/protocol'

/** An event that says nothing yet: what is being asked about, or tested, is put over it. */
export const BLANK_EVENT: Event = {
  site: '',
  id: '~',
  visitor: null,
  consent: 'granted',
  type: 'custom',
  at: 0,
  receivedAt: 0,
  bot: null,
  host: null,
  path: null,
  title: null,
  topic: null,
  item: null,
  category: null,
  source: null,
  device: 'other',
  browser: null,
  os: null,
  country: null,
  detail: {},
}
