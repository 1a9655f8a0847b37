/** Who keeps a visitor's id on the device.
 *  - `script`: the snippet; Safari forgets it after seven days.
 *  - `server`: the collector too, where it is on the site's own domain. */
export const COOKIE_KEEPERS = ['script', 'server'] as const
export type CookieKeeper = (typeof COOKIE_KEEPERS)[number]

/** The site's domain that a page is in, which the page's own sites and the collector share a cookie on. The script and the collector
 *  must agree on it: both take the first that fits.
 *  @param domains  the site's, in small letters
 *  @returns undefined on a page that is in none of them
 *  @example domainOf(['example.nl'], 'www.example.nl') // 'example.nl' */
export const domainOf = (domains: readonly string[], host: string): string | undefined =>
  domains.find((domain) => `.${host}`.endsWith(`.${domain}`))

/** What the built snippet says where it sends and where it keeps. */
const SENDING = 'keepalive:!0,'
const KEEPING = 'document.cookie'

/** Changes the built snippet for a site whose collector keeps the visitor's id in a cookie too: requests carry cookies, and an id
 *  that is taken off the device is taken off for the whole domain. An answer that is still under way may bring it back; it is
 *  taken off again before anything reads it. What the page itself writes stays as it is: the collector makes it last.
 *  @param domains  the site's, in small letters
 *  @throws Error when the snippet neither sends nor keeps as expected: half of the change would leave an id behind */
export function withServerCookie(code: string, domains: readonly string[]): string {
  if (!(code.startsWith('try{') && code.includes(SENDING) && code.includes(`${KEEPING}=`)))
    throw new Error('the snippet must send with keepalive and keep its id in a cookie')
  const list = JSON.stringify(domains).replaceAll('<', '\\u003c')
  const changed = code
    .replaceAll(SENDING, `${SENDING}credentials:"include",`)
    .replaceAll(KEEPING, 'koopJar.cookie')
  return `try{${JAR.replace('DOMAINS', () => list)}${changed.slice('try{'.length)}`
}

/** Stands where the snippet says `document.cookie`. `gone` is the id that was taken off in this page. */
const JAR = [
  'let koopJar={',
  'end:(d=>d?";domain="+d:"")(DOMAINS.find(d=>("."+location.hostname).endsWith("."+d))),',
  'read:()=>/(?:^|; )koop=(\\d+)/.exec(document.cookie)?.[1],',
  'write(c){document.cookie=c;if(/=0$/.test(c))document.cookie=c+this.end},',
  'get cookie(){if(this.gone&&this.read()==this.gone)this.write("koop=;path=/;max-age=0");return document.cookie},',
  'set cookie(c){if(/=0$/.test(c))this.gone=this.read()||this.gone;this.write(c)}',
  '};',
].join('')
