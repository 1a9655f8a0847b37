import type { VisitorAnswer } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { createTestApp, NOON } from '../support/app.ts'
import { population } from '../support/population.ts'
import { useVisitorList } from '../support/visitor-list.ts'
import { ANNE, koperWithQuote } from '../support/visitors.ts'

/** The list of visitors as a whole, and in its three forms. */

const people = population(60, NOON)
const { ask, list } = useVisitorList(people)

describe('the whole list', () => {
  const all = (query: string, accept: string) => ask<string>(`?limit=all${query}`, { accept })

  it.each(['', '&sort=score', '&segment=zoeker,koper', '&topic=price&sort=-visits'])(
    'comes as CSV and NDJSON with the lines that its pages have: %s',
    async (query) => {
      const pages = await ask(`?limit=1000${query}`)
      const lines = await all(query, 'application/x-ndjson')
      expect(
        lines.text
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as object),
      ).toEqual(pages.body.visitors)
      const page = await ask<string>(`?limit=1000${query}`, { accept: 'text/csv' })
      const csv = await all(query, 'text/csv')
      expect([csv.text, csv.headers['content-type']]).toEqual([page.text, 'text/csv; charset=utf-8'])
      expect([csv.headers['cache-control'], csv.headers['x-next-cursor']]).toEqual(['no-store', undefined])
    },
  )

  it('goes on where a page ended', async () => {
    const first = await ask('?limit=3')
    const rest = await all(`&cursor=${first.body.next}`, 'application/x-ndjson')
    const whole = await all('', 'application/x-ndjson')
    expect(rest.text).toBe(whole.text.split('\n').slice(3).join('\n'))
  })

  it.each([
    ['', 'application/json', /^limit: all of it comes as text\/csv or application\/x-ndjson/],
    ['&at=2026-11-10', 'text/csv', /^limit: a list of the past comes in pages/],
    ['&cursor=x', 'text/csv', /^cursor: /],
  ])('is refused with what to change: %s as %s', async (query, accept, message) => {
    const { status, text } = await all(query, accept)
    const body = JSON.parse(text) as { error: { message: string } }
    expect([status, body.error.message]).toEqual([400, expect.stringMatching(message)])
  })
})

describe('the form of the list', () => {
  const COLUMNS =
    'id,segment,phase,score,confidence,waarom,wat,waar,customer,visits,pageViews,conversions,firstSeen,lastSeen,koperUntil,zoekerUntil,firstChannel,firstSource,lastChannel,lastSource,lastCampaign,device,country,model,reasons'

  it('is CSV with a header line when that is asked for', async () => {
    const { headers, text } = await ask('?limit=3', { accept: 'text/csv' })
    const lines = text.split('\r\n')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect([lines.length, lines[0], lines[4]]).toEqual([5, COLUMNS, ''])
    const three = await list('?limit=3')
    expect(lines.slice(1, 4).map((line) => line.split(',')[0])).toEqual(three.map(({ id }) => id))
  })

  it('is one object a line when NDJSON is asked for', async () => {
    const { headers, text } = await ask('?limit=3', { accept: 'application/x-ndjson' })
    expect(headers['content-type']).toMatch(/^application\/x-ndjson/)
    const lines = text.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as VisitorAnswer)).toEqual(await list('?limit=3'))
  })

  it.each(['text/csv', 'application/x-ndjson'])(
    'keeps the cursor in X-Next-Cursor for %s',
    async (accept) => {
      const first = await ask('?limit=3', { accept })
      expect(first.headers['x-next-cursor']).toBe((await ask('?limit=3')).body.next)
      expect((await ask('', { accept })).headers).not.toHaveProperty('x-next-cursor')
    },
  )

  it.each(['*/*', 'application/json', 'text/html,application/xhtml+xml', ''])(
    'is JSON for Accept: %s',
    async (accept) => {
      const { headers, body } = await ask('?limit=1', { accept })
      expect(headers['content-type']).toBe('application/json; charset=utf-8')
      expect(Object.keys(body)).toEqual(['visitors', 'next'])
    },
  )

  it('is never kept by a cache and says what it depends on', async () => {
    const { headers } = await ask()
    expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: 'accept, accept-language' })
  })

  it.each(['=1+1', '+31', '-2', '@SUM(A1)', '\t=1', '"a", b\nc', ';=1', 'a; @b', '＝1'])(
    'has no cell that a spreadsheet takes for a formula or that breaks a line: %j',
    async (campaign) => {
      const other = await createTestApp()
      const utm = encodeURIComponent(campaign)
      const url = `https://example.nl/?utm_source=brief&utm_medium=email&utm_campaign=${utm}`
      const { events } = koperWithQuote(ANNE)
      await other.post({ ...koperWithQuote(ANNE), events: [{ ...events[0], url }] })
      const { text } = await other.get('/v1/sites/example/visitors', {
        authorization: `Bearer ${other.adminToken}`,
        accept: 'text/csv',
      })
      const cells = parseCsv(text)
      expect(cells.map((line) => line.length)).toEqual([25, 25])
      const kept = cells[1]![COLUMNS.split(',').indexOf('lastCampaign')]!
      expect(kept).not.toMatch(/(^|;)\s*[=+\-@＝\t\r]/)
      expect(kept.replaceAll("'", '')).toBe(campaign.trim())
      await other.close()
    },
  )
})

/** RFC 4180, strictly: throws on a quote in a bare cell. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]]
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
  while (cell.lastIndex < text.length) {
    const [whole, quoted, bare] = cell.exec(text) ?? []
    if (whole === undefined) throw new Error(`no cell at ${text.slice(cell.lastIndex)}`)
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare!)
    const end = text.slice(cell.lastIndex, cell.lastIndex + 2)
    if (end === '\r\n') {
      cell.lastIndex += 2
      if (cell.lastIndex < text.length) lines.push([])
    } else if (end[0] === ',') cell.lastIndex += 1
    else throw new Error(`no separator at ${text.slice(cell.lastIndex)}`)
  }
  return lines
}
