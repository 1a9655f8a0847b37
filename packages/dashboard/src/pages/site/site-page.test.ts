// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi, HOSTILE, shop } from '../../answers.fixture.ts'
import { ApiError } from '../../api.ts'
import { close, find, findAll, open } from '../../open-app.fixture.ts'

beforeEach(() => close())

describe('the page Site', () => {
  it('asks once more before it withdraws a token', async () => {
    const removeToken = vi.fn(async () => {})
    await open('#view=site', { removeToken })
    find('withdraw')!.click()
    expect(removeToken).not.toHaveBeenCalled()
    find('withdraw')!.click()
    await vi.waitFor(() => expect(removeToken).toHaveBeenCalledWith('shop', 'a1b2c3'))
  })

  it('shows a new token once', async () => {
    await open('#view=site')
    find('make-token')!.click()
    await vi.waitFor(() => expect(find('token')!.textContent).toBe('ks_new'))
  })

  it('lists a new token at once, beside the token itself', async () => {
    const made = { id: 'a1', role: 'read', label: 'kassa', createdAt: '2026-11-20T12:00:00Z' } as const
    let held: readonly (typeof made)[] = []
    await open('#view=site', {
      tokens: async () => ({ tokens: held, next: null }),
      createToken: async () => {
        held = [made]
        return 'ks_new'
      },
    })
    expect(find('no-tokens')).not.toBeNull()
    find('make-token')!.click()
    await vi.waitFor(() => expect(findAll('token-row')).toHaveLength(1))
    expect(find('no-tokens')).toBeNull()
    expect(find('token')!.textContent).toBe('ks_new')
  })

  it('shows what a rule would do before it is saved', async () => {
    const previewTopics = vi.fn(fakeApi().previewTopics)
    await open('#view=site', { previewTopics })
    find('add-rule')!.click()
    const path = [...findAll('rule')].at(-1)!.querySelector('input')!
    path.value = '/winkel/**'
    path.dispatchEvent(new Event('input'))
    await vi.waitFor(() =>
      expect(previewTopics.mock.lastCall![1]).toContainEqual({ path: '/winkel/**', topic: 'item' }),
    )
  })
})

describe('the goals on the page Site', () => {
  const fill = (row: Element, name: string, value: string) => {
    row.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = value
  }

  it('are changed, added and removed, and saved together', async () => {
    const changeSite = vi.fn(async () => shop)
    await open('#view=site', { changeSite })
    expect(findAll('goal-row')[0]!.querySelector('input')!.value).toBe(HOSTILE)
    find('add-goal')!.click()
    const [first, second] = [findAll('goal-row')[0]!, findAll('goal-row')[1]!]
    fill(second, 'conversion', ' offerte ')
    fill(second, 'perMonth', '12')
    first.querySelector('button')!.click()
    // A row without a name is none.
    find('add-goal')!.click()
    find('save-goals')!.click()
    await vi.waitFor(() =>
      expect(changeSite).toHaveBeenCalledWith('shop', { goals: [{ conversion: 'offerte', perMonth: 12 }] }),
    )
    await vi.waitFor(() => expect(find('notice')!.textContent).toBe('De doelen zijn bewaard.'))
  })

  it('say what the collector refused', async () => {
    const changeSite = () => Promise.reject(new ApiError(400, 'goals[0].perMonth: expected a number ≥ 1'))
    await open('#view=site', { changeSite })
    find('save-goals')!.click()
    await vi.waitFor(() => expect(find('goals')!.textContent).toContain('goals[0].perMonth'))
  })
})
