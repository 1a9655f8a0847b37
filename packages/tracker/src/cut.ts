/** The address without what may say who someone is: of the query only the utm keys keep their values and all others their names,
 *  and the fragment stays only where it is the route. That there is a `gclid` says where a visitor came from, its value says who
 *  it is. The collector forgets the names too, and looks for personal data in the rest.
 *  @example cut('https://a.nl/p?email=jan%40x.nl&utm_source=google#top') // 'https://a.nl/p?email&utm_source=google' */
export const cut = (url: string): string => url.replace(KOOP_CORE ? KOOP_CUT : KOOP_CUT_LINKS, '$1')
