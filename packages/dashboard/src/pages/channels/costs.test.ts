// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { HOSTILE } from '../../answers.fixture.ts'
import { ApiError } from '../../api.ts'
import { close, find, open } from '../../open-app.fixture.ts'
import { costs as spent } from '../../reports.fixture.ts'

beforeEach(() => close())

describe('the costs on the page Kanalen', () => {
  it('are listed, and a line of them is kept', async () => {
    const keepCosts = vi.fn(async () => {})
    await open('#view=channels', { keepCosts })
    expect(find('cost-row')!.textContent).toContain(HOSTILE)
    const given = { from: '2026-11-01', to: '2026-11-30', source: ' google ', amount: '300.50' }
    for (const [name, value] of Object.entries(given))
      (find(`cost-${name}`) as HTMLInputElement).value = value
    find('save-cost')!.click()
    const line = { from: '2026-11-01', to: '2026-11-30', channel: 'ads', source: 'google', campaign: null }
    await vi.waitFor(() =>
      expect(keepCosts).toHaveBeenCalledWith('shop', [{ ...line, amount: 300.5, currency: 'EUR' }]),
    )
    await vi.waitFor(() => expect(find('notice')!.textContent).toBe('De kosten zijn bewaard.'))
  })

  it('are removed line by line, when asked twice', async () => {
    const removeCost = vi.fn(async () => {})
    await open('#view=channels', { removeCost })
    ;(find('cost-row')!.closest('details') as HTMLDetailsElement).open = true
    find('remove-cost')!.click()
    expect(removeCost).not.toHaveBeenCalled()
    find('remove-cost')!.click()
    await vi.waitFor(() => expect(removeCost).toHaveBeenCalledWith('shop', spent.costs[0]))
    await vi.waitFor(() => expect(find('notice')!.textContent).toBe('De regel is verwijderd.'))
    expect((find('cost-row')!.closest('details') as HTMLDetailsElement).open).toBe(true)
  })

  it('say what the collector refused, and leave the page as it is', async () => {
    const keepCosts = () => Promise.reject(new ApiError(400, 'costs[0].to: lies before from'))
    await open('#view=channels', { keepCosts })
    for (const name of ['from', 'to']) (find(`cost-${name}`) as HTMLInputElement).value = '2026-11-01'
    ;(find('cost-amount') as HTMLInputElement).value = '5'
    find('save-cost')!.click()
    await vi.waitFor(() => expect(find('costs')!.textContent).toContain('lies before from'))
    expect((find('cost-amount') as HTMLInputElement).value).toBe('5')
  })
})
