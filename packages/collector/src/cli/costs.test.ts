import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SHOP, temporaryFolder } from '../storage/fixtures.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { run } from './run.fixture.ts'

/** costs import: what advertising tools and spreadsheets write. */

const HEADER = 'from,to,channel,source,campaign,amount,currency'

async function importing(...lines: readonly string[]) {
  const folder = temporaryFolder()
  const store = openSqliteStore(folder)
  await store.putSite(SHOP)
  await store.close()
  const file = join(folder, 'costs.csv')
  writeFileSync(file, lines.join('\r\n'))
  const again = () => run(folder, 'costs', 'import', file, '--site', 'example')
  const ran = await again()
  const kept = async () => {
    const opened = openSqliteStore(folder)
    const costs = await opened.costs('example', {})
    await opened.close()
    return costs
  }
  return { ...ran, again, kept }
}

describe('costs import', () => {
  it('keeps each line, and the same lines again once', async () => {
    const { code, out, again, kept } = await importing(
      HEADER,
      '2026-11-01,2026-11-30,ads,google,"najaar, 2026",300.50,EUR',
      '2026-11-01,2026-11-01,email,,,12,EUR',
      '',
    )
    expect([code, out]).toEqual([0, ['2 costs kept for example']])
    const expected = [
      {
        from: '2026-11-01',
        to: '2026-11-01',
        channel: 'email',
        source: null,
        campaign: null,
        amount: 12,
        currency: 'EUR',
      },
      {
        from: '2026-11-01',
        to: '2026-11-30',
        channel: 'ads',
        source: 'google',
        campaign: 'najaar, 2026',
        amount: 300.5,
        currency: 'EUR',
      },
    ]
    expect(await kept()).toEqual(expected)
    expect((await again()).code).toBe(0)
    expect(await kept()).toEqual(expected)
  })

  it('reads a line break within quotes as part of its cell, and goes on behind it', async () => {
    const { code, kept } = await importing(
      HEADER,
      '2026-11-01,2026-11-30,ads,google,"najaar',
      'en ""winter""",300.50,EUR',
      '2026-11-01,2026-11-02,email,,"",12,EUR',
    )
    expect(code).toBe(0)
    expect((await kept()).map(({ channel, campaign, amount }) => [channel, campaign, amount])).toEqual([
      ['email', null, 12],
      ['ads', 'najaar\nen "winter"', 300.5],
    ])
  })

  it('reads a quote in the middle of a cell as a quote', async () => {
    const { kept } = await importing(HEADER, '2026-11-01,2026-11-30,ads,google,5" scherm,3,EUR')
    expect(await kept()).toMatchObject([{ campaign: '5" scherm' }])
  })

  it.each([
    [
      ['2026-11-01,2026-11-30,ads,,"a', 'b",3,EUR', '2026-11-01,2026-11-30,tv,,,3,EUR'],
      /^Line 4: channel is 'tv'/,
    ],
    [
      ['', '2026-11-01,2026-11-30,ads,,"a,3,EUR', '2026-11-01,2026-11-30,ads,,,3,EUR'],
      /^Line 3: .* does not end/,
    ],
    [['2026-11-01,2026-11-30,ads,,"a"b,3,EUR'], /^Line 2: text follows the quote/],
    [['2026-11-01,2026-11-30,ads,,a,3,EUR,b'], /^Line 2: 8 cells, and 7 columns/],
  ])('names the line of the file where something is wrong: %j', async (lines, message) => {
    const { code, notes, kept } = await importing(HEADER, ...lines)
    expect([code, notes]).toEqual([1, [expect.stringMatching(message)]])
    expect(await kept()).toEqual([])
  })

  it('reads what a Dutch spreadsheet writes, the columns in any order', async () => {
    const { kept } = await importing(
      '\uFEFFBedrag;Currency;Channel;From;To'.replace('Bedrag', 'Amount'),
      '1234,5;EUR;social;2026-11-01;2026-11-02',
    )
    expect(await kept()).toMatchObject([{ channel: 'social', amount: 1234.5, source: null }])
  })

  it.each([
    ['from,to,channel', 'x', /^Line 1 must name the columns .*; amount, currency is missing\.$/],
    [HEADER, '2026-11-01,2026-11-30,tv,,,3,EUR', /^Line 2: channel is 'tv': expected one of search, /],
    [HEADER, '2026-02-30,2026-03-01,ads,,,3,EUR', /^Line 2: from is '2026-02-30': expected a date/],
    [HEADER, '2026-11-01,2026-11-30,ads,,,-3,EUR', /^Line 2: amount is '-3'/],
    [HEADER, '2026-11-01,2026-11-30,ads,,,3,euro', /^Line 2: currency is 'euro'/],
    [HEADER, '2026-11-30,2026-11-01,ads,,,3,EUR', /^costs\[0\]\.to: 2026-11-01 lies before from/],
  ])('refuses %s / %s and keeps nothing', async (header, line, message) => {
    const { code, notes, kept } = await importing(header, line)
    expect([code, notes]).toEqual([1, [expect.stringMatching(message)]])
    expect(await kept()).toEqual([])
  })

  it('refuses a second currency by name, and keeps none of its lines', async () => {
    const { code, notes, kept } = await importing(
      HEADER,
      '2026-11-01,2026-11-30,ads,,,3,EUR',
      '2026-11-01,2026-11-30,email,,,3,USD',
    )
    expect([code, notes]).toEqual([
      1,
      ['costs[1].currency: the costs of this site are in EUR, not USD; one currency can be added up'],
    ])
    expect(await kept()).toEqual([])
  })
})
