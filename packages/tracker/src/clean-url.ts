/** The address without what may say who someone is: of the query only the five utm keys stay, the #fragment only where it is
 *  the route, and of that not its own query. The collector looks for personal data in the rest.
 *  @example cleanUrl('https://a.nl/p?email=x%40y.nl&utm_source=google#top') // 'https://a.nl/p?utm_source=google' */
export const cleanUrl = (url: string): string =>
  url.replace(/[?#].*/s, '') +
  (url.match(/[?&]utm_(source|medium|campaign|term|content)=[^&#]*/g) ?? []).join('').replace(/./, '?') +
  (KOOP_HASH_ROUTING ? url.match(/#[^?]*|$/)![0] : '')
