import { DAY } from '@koopsignaal/protocol'

/** Where the public of seed.ts ends. */
export const UNTIL = Date.UTC(2026, 10, 1)

/** What the pages of the dashboard ask; a month each, but for the lists. */
export const REQUESTS: Readonly<Record<string, string>> = {
  segments: 'segments',
  funnel: 'funnel?compare=previous',
  channels: 'channels?compare=previous',
  pages: 'pages?limit=50',
  ctas: 'ctas?limit=50',
  searches: 'searches?limit=50',
  'visitors, by score': 'visitors?sort=-score&limit=50',
  'visitors, kopers': 'visitors?sort=-lastSeen&segment=koper&limit=50',
  'visitors, one channel': 'visitors?sort=-lastSeen&channel=direct&limit=50',
  'visitors, one page': 'visitors?sort=-lastSeen&topic=price&limit=50',
}

/** A request of a month; each round of another one, so that no remembered answer serves. */
export function asked(path: string, round: number): string {
  const to = UNTIL - round * 7_000
  const period = `from=${new Date(to - 30 * DAY).toISOString()}&to=${new Date(to).toISOString()}`
  return `${path}${path.includes('?') ? '&' : '?'}${period}`
}
