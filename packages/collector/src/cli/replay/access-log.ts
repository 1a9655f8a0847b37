import { lineId, type Reader } from './line.ts'

/** Apache's and nginx's combined log format. Source: httpd.apache.org, mod_log_config. */
const COMBINED =
  /^(\S+) \S+ \S+ \[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})\] "(?:([A-Z]+) (\S+)[^"]*|[^"]*)" (\d{3}) \S+(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?/

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** What belongs to a page but is none. */
const ASSET =
  /\.(?:css|js|mjs|map|json|xml|rss|atom|txt|ico|png|jpe?g|gif|svg|webp|avif|bmp|woff2?|ttf|eot|otf|mp[34]|webm|ogg|wav|swf)$/i

export function looksLikeAccessLog(text: string): boolean {
  return COMBINED.test(text)
}

/** A page view with the address and user agent that the log has; the collector turns them into the hash of their day and keeps
 *  neither. Images, scripts, redirects, errors and posts are no page views. */
export const readAccessLog: Reader = (text, number, { site, domain }) => {
  const match = COMBINED.exec(text)
  if (match === null) return { status: 'dropped', reason: 'unreadable line' }
  const [, ip, day, month, year, time, zone, method, path, status, referrer, userAgent] = match
  if (method === undefined || path === undefined) return { status: 'dropped', reason: 'no readable request' }
  if (method !== 'GET') return { status: 'dropped', reason: 'not a GET' }
  if (status !== '200' && status !== '304') return { status: 'dropped', reason: 'no page was sent (status)' }
  if (ASSET.test(path.split(/[?#]/)[0]!))
    return { status: 'dropped', reason: 'part of a page (image, script, feed)' }
  const at = Date.parse(`${year}-${monthOf(month!)}-${day}T${time}${zone!.slice(0, 3)}:${zone!.slice(3)}`)
  if (Number.isNaN(at)) return { status: 'dropped', reason: 'unreadable time' }
  return {
    status: 'event',
    line: {
      site,
      consent: 'cookieless',
      ip,
      userAgent: userAgent === '-' || userAgent === undefined ? '' : userAgent,
      id: lineId(text, number),
      type: 'page_view',
      at,
      url: `https://${domain}${path}`,
      ...(referrer === undefined || referrer === '-' ? {} : { referrer }),
    },
  }
}

function monthOf(name: string): string {
  return String(MONTHS.indexOf(name) + 1).padStart(2, '0')
}
