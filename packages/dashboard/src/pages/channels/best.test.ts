// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { close, find, open } from '../../open-app.fixture.ts'
import { channels } from '../../reports.fixture.ts'

beforeEach(() => close())

const [row] = channels.channels
const line = (channel: NonNullable<typeof row>['channel'], kopers: number) => ({
  ...row!,
  channel,
  source: null,
  campaign: null,
  kopers,
})
const openWith = (...rows: ReturnType<typeof line>[]) =>
  open('#view=channels', { channels: async () => ({ ...channels, channels: rows }) })

it('advises only about channels that can be worked on', async () => {
  await openWith(line('direct', 30), line(null, 20), line('email', 4))
  const said = find('in-short')!.textContent
  expect(said).toContain('Van de kanalen waar u iets aan kunt doen, brengt ‘e-mail’ de meeste kopers: 4')
  expect(said).not.toMatch(/direct|onbekend/i)
})

it('says nothing where there is none', async () => {
  await openWith(line('direct', 30), line(null, 20))
  expect(find('in-short')).toBeNull()
})
