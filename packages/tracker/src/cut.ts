/** The parts of an address that do not say who someone is: of the query the utm keys with their values and the names of all others,
 *  and of the fragment what is the route. That there is a `gclid` says where a visitor came from, its value says who it is. Of
 *  `mailto:`, `tel:` and `whatsapp:` links not whom they lead to. The collector forgets the names too, and looks for personal
 *  data in the rest.
 *  @returns the parts, for the collector to join; null when there are none
 *  @example cut('https://a.nl/p?email=jan%40x.nl&utm_source=google#top') // ['https://a.nl/p', '?email', '&utm_source=google'] */
export const cut = (url: string): readonly string[] | null => url.match(KOOP_PARTS)
