// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi } from '../answers.fixture.ts'
import { close, find, findAll, open } from '../open-app.fixture.ts'

beforeEach(() => close())

describe('a selection', () => {
  it('is saved under a name as the collector keeps it', async () => {
    const saveSegment = vi.fn(async () => {})
    await open('#view=visitors&channel=email&minScore=40&seen=week', { saveSegment })
    ;(find('save-name') as HTMLInputElement).value = 'Warm uit België'
    find('save-segment')!.click()
    await vi.waitFor(() => expect(location.hash).toContain('saved=warm-uit-belgie'))
    expect(saveSegment).toHaveBeenCalledWith('shop', {
      name: 'warm-uit-belgie',
      label: 'Warm uit België',
      filters: { channel: ['email'], minScore: 40, seenSince: '7d' },
    })
  })

  it('can be undone filter by filter', async () => {
    await open('#view=visitors&channel=email&topic=price')
    location.hash = find('chip-topic')!.getAttribute('href')!
    await vi.waitFor(() => expect(find('chip-topic')).toBeNull())
    expect(location.hash).toBe('#view=visitors&channel=email')
  })
})

describe('a filter with several values', () => {
  const choose = (value: string) => {
    const select = find('filter-channel') as HTMLSelectElement
    select.value = value
    select.dispatchEvent(new Event('change'))
  }
  const chips = () => [...findAll('chip-channel')].map((chip) => chip.textContent)

  it('takes one after the other, asks for any of them, and loses them one by one', async () => {
    const visitors = vi.fn(fakeApi().visitors)
    await open('#view=visitors', { visitors })
    choose('email')
    await vi.waitFor(() => expect(location.hash).toBe('#view=visitors&channel=email'))
    await vi.waitFor(() => expect(chips()).toHaveLength(1))
    choose('ads')
    await vi.waitFor(() => expect(chips()).toEqual(['Kanaal e-mail×', 'Kanaal advertentie×']))
    expect(visitors.mock.lastCall![1].channel).toEqual(['email', 'ads'])
    expect((find('filter-channel') as HTMLSelectElement).selectedOptions[0]!.textContent).toBe(
      'e-mail, advertentie',
    )
    // Choosing one again takes it back.
    choose('email')
    await vi.waitFor(() => expect(chips()).toEqual(['Kanaal advertentie×']))
    location.hash = find('chip-channel')!.getAttribute('href')!
    await vi.waitFor(() => expect(chips()).toEqual([]))
  })

  it('reads typed ones with commas between them', async () => {
    const visitors = vi.fn(fakeApi().visitors)
    await open('#view=visitors', { visitors })
    const input = find('filter-country') as HTMLInputElement
    input.value = 'nl, be'
    input.dispatchEvent(new Event('change'))
    await vi.waitFor(() => expect(visitors.mock.lastCall![1].country).toEqual(['NL', 'BE']))
  })
})
