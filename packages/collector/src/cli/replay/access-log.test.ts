import { describe, expect, it } from 'vitest'
import { looksLikeAccessLog, readAccessLog } from './access-log.ts'

const target = { site: 'example', domain: 'example.nl' }
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** A line of Apache's or nginx's combined log with only what a test cares about. */
function line(
  part: Partial<Record<'ip' | 'time' | 'request' | 'status' | 'referrer' | 'agent', string>> = {},
): string {
  const {
    ip = '203.0.113.5',
    time = '21/Nov/2025:10:00:00 +0100',
    request = 'GET /drainage HTTP/1.1',
    status = '200',
    referrer = '-',
    agent = FIREFOX,
  } = part
  return `${ip} - - [${time}] "${request}" ${status} 512 "${referrer}" "${agent}"`
}

const read = (text: string) => readAccessLog(text, 7, target)
const sent = (text: string) => {
  const result = read(text)
  if (result.status !== 'event') throw new Error(`not an event: ${JSON.stringify(result)}`)
  return result.line
}

describe('a line of a combined access log', () => {
  it('becomes a page view with its own time, address and user agent', () => {
    expect(
      sent(line({ request: 'GET /drainage?utm_source=google HTTP/2.0', referrer: 'https://www.google.nl/' })),
    ).toEqual({
      site: 'example',
      consent: 'cookieless',
      ip: '203.0.113.5',
      userAgent: FIREFOX,
      id: expect.stringMatching(/^r0000000007-[A-Za-z0-9_-]{8}$/),
      type: 'page_view',
      at: Date.UTC(2025, 10, 21, 9),
      url: 'https://example.nl/drainage?utm_source=google',
      referrer: 'https://www.google.nl/',
    })
  })

  it('keeps an IPv6 address whole', () => {
    expect(sent(line({ ip: '2001:db8::1' })).ip).toBe('2001:db8::1')
  })

  it.each([
    ['21/Nov/2025:10:00:00 -0530', Date.UTC(2025, 10, 21, 15, 30)],
    ['29/Feb/2024:23:59:59 +0000', Date.UTC(2024, 1, 29, 23, 59, 59)],
  ])('reads the time %s', (time, at) => {
    expect(sent(line({ time })).at).toBe(at)
  })

  it('reads quotes that the server escaped, in each of the three places', () => {
    const result = sent(
      line({
        request: 'GET /zoek?q=\\"drain\\" HTTP/1.1',
        referrer: 'https://a.nl/?q=\\"natte tuin\\"',
        agent: 'Odd \\"Browser\\" 1.0',
      }),
    )
    expect(result).toMatchObject({
      userAgent: 'Odd \\"Browser\\" 1.0',
      referrer: 'https://a.nl/?q=\\"natte tuin\\"',
    })
    expect(result.url).toContain('/zoek?q=')
  })

  it('has no referrer and no user agent where the log has none', () => {
    const result = sent(line({ agent: '-' }))
    expect(result).not.toHaveProperty('referrer')
    expect(result.userAgent).toBe('')
  })

  it('may be of the common format, without referrer and user agent', () => {
    expect(sent('203.0.113.5 - - [21/Nov/2025:10:00:00 +0100] "GET / HTTP/1.0" 304 -').userAgent).toBe('')
  })

  it.each([
    ['not a GET', line({ request: 'POST /contact HTTP/1.1' })],
    ['no page was sent (status)', line({ status: '404' })],
    ['no page was sent (status)', line({ status: '301' })],
    ['part of a page (image, script, feed)', line({ request: 'GET /style.CSS?v=3 HTTP/1.1' })],
    ['no readable request', line({ request: '-', status: '408' })],
    ['no readable request', line({ request: '\\x16\\x03\\x01', status: '400' })],
    ['unreadable time', line({ time: '99/Foo/2025:10:00:00 +0100' })],
    ['unreadable line', 'a shopping list'],
    ['unreadable line', ''],
    ['unreadable line', line().slice(0, 40)],
  ])('is dropped: %s', (reason, text) => {
    expect(read(text)).toEqual({ status: 'dropped', reason })
  })

  it('has an id of its own, the same each time it is read', () => {
    const ids = [7, 8].map((number) => readAccessLog(line(), number, target))
    expect(ids[0]).not.toEqual(ids[1])
    expect(read(line())).toEqual(ids[0])
  })

  it('is what the format is recognised by', () => {
    expect(looksLikeAccessLog(line())).toBe(true)
    expect(looksLikeAccessLog('visitor\tvisit\tts_ms')).toBe(false)
  })

  it('of a hostile length is read in no time', () => {
    expect(read(`${line().slice(0, -1)}${'\\"'.repeat(50_000)}`).status).toBe('event')
    expect(read('" '.repeat(50_000)).status).toBe('dropped')
  })
})
