import { expect, it } from 'vitest'
import { createApi } from './api.ts'

type Sent = { path: string; method: string | undefined; headers: Record<string, string> }

/** A browser whose requests get these answers, one after the other. */
function sending(...answers: Response[]) {
  const sent: Sent[] = []
  const api = createApi((async (path: string, init: RequestInit) => {
    sent.push({ path, method: init.method, headers: init.headers as Record<string, string> })
    const answer = answers.shift()
    if (answer === undefined) throw new TypeError('Failed to fetch')
    return answer
  }) as typeof fetch)
  return { api, sent }
}

it('asks in the language of the page and leaves out what is not set', async () => {
  const { api, sent } = sending(Response.json({ visitors: [], next: null }))
  await api.visitors('shop', { segment: 'koper', phase: null, at: undefined }, 'nl')
  expect(sent).toEqual([
    {
      path: '/v1/sites/shop/visitors?segment=koper',
      method: 'GET',
      headers: { accept: 'application/json', 'accept-language': 'nl' },
    },
  ])
})

it('takes the whole list in one answer, filtered as the page is', async () => {
  const { api, sent } = sending(new Response('id\r\na\r\n'))
  const file = await api.visitorsCsv('shop', { segment: ['koper'], sort: '-score' }, 'en')
  expect(await file.text()).toBe('id\r\na\r\n')
  expect(sent).toEqual([
    {
      path: '/v1/sites/shop/visitors?segment=koper&sort=-score&limit=all',
      method: 'GET',
      headers: { accept: 'text/csv', 'accept-language': 'en' },
    },
  ])
})

it('gathers the pages of a list of the past under one line of names', async () => {
  const page = (text: string, next?: string) =>
    new Response(text, { headers: next === undefined ? {} : { 'x-next-cursor': next } })
  const { api, sent } = sending(page('id\r\na\r\n', 'c1'), page('id\r\nb\r\n'))
  const file = await api.visitorsCsv('shop', { at: '2015-09-18T02:59:47.788Z' }, 'en')
  expect(await file.text()).toBe('id\r\na\r\nb\r\n')
  expect(sent[1]!.path).toContain('limit=1000&cursor=c1')
})

it('tells what the collector says is wrong', async () => {
  const { api } = sending(
    Response.json({ error: { code: 'x', message: 'from: lies after to' } }, { status: 400 }),
  )
  await expect(api.segments('shop', {})).rejects.toMatchObject({
    status: 400,
    message: 'from: lies after to',
  })
})

it('tells an error page of a proxy from an answer', async () => {
  const { api } = sending(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  await expect(api.sites()).rejects.toMatchObject({ status: 502, message: '' })
})

it('tells that nobody answered', async () => {
  await expect(sending().api.sites()).rejects.toMatchObject({ status: 0 })
})

it('removes the very line of costs', async () => {
  const { api, sent } = sending(Response.json({ changed: 1 }))
  const line = {
    from: '2026-11-01',
    to: '2026-11-30',
    channel: 'ads',
    source: 'a&b',
    campaign: null,
  } as const
  await api.removeCost('shop', { ...line, amount: 5, currency: 'EUR' })
  expect(sent[0]).toMatchObject({
    path: '/v1/sites/shop/costs?match=line&from=2026-11-01&to=2026-11-30&channel=ads&source=a%26b',
    method: 'DELETE',
  })
})

it('erases with DELETE', async () => {
  const { api, sent } = sending(new Response(null, { status: 204 }))
  await api.erase('shop', 'abcdefgh')
  expect(sent[0]).toMatchObject({ path: '/v1/sites/shop/visitors/abcdefgh', method: 'DELETE' })
})

it('asks for as much as one answer holds of what is shown whole', async () => {
  const { api, sent } = sending(...Array.from({ length: 5 }, () => Response.json({})))
  await api.sites()
  await api.savedSegments('shop')
  await api.tokens('shop')
  await api.costs('shop')
  await api.models('shop', {}, 'nl')
  expect(sent.map(({ path }) => path.split('?')[1])).toEqual(sent.map(() => 'limit=1000'))
})
