// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { close, find, findAll, live, open } from '../../open-app.fixture.ts'
import { liveVisitor } from '../../reports.fixture.ts'

beforeEach(() => close())

describe('who is on the site now', () => {
  const totals = { visitors: 1, unlisted: 0, passant: 0, zoeker: 1, koper: 0 }
  const snapshot = { at: '2026-11-21T12:00:00Z', totals, visitors: [liveVisitor] }

  it('arrives, changes and leaves as it is told', async () => {
    await open('#view=now')
    expect(find('nobody-now')).not.toBeNull()
    live.listener!.onEvent('snapshot', snapshot)
    expect(findAll('live-visitor')).toHaveLength(1)
    live.listener!.onEvent('visitor', { ...liveVisitor, id: 'another-visitor' })
    live.listener!.onEvent('visitor', { ...liveVisitor, score: 77 })
    expect([...findAll('live-visitor')].map((one) => one.firstChild!.textContent)).toEqual(['77', '48'])
    live.listener!.onEvent('left', { id: 'another-visitor' })
    expect(findAll('live-visitor')).toHaveLength(1)
    live.listener!.onEvent('totals', { ...totals, koper: 3 })
    expect(find('now-koper')!.textContent).toContain('3')
  })

  it('says aloud that there is a new koper, and nothing of others', async () => {
    await open('#view=now')
    live.listener!.onEvent('visitor', liveVisitor)
    expect(find('status')!.textContent).not.toContain('koper')
    live.listener!.onEvent('visitor', { ...liveVisitor, segment: 'koper' })
    expect(find('status')!.textContent).toContain('nieuwe koper')
  })

  it('stands still when asked to, and catches up', async () => {
    await open('#view=now')
    find('pause')!.click()
    live.listener!.onEvent('snapshot', snapshot)
    expect(findAll('live-visitor')).toHaveLength(0)
    find('pause')!.click()
    expect(findAll('live-visitor')).toHaveLength(1)
  })

  it('tells of a broken line', async () => {
    await open('#view=now')
    live.listener!.onState('open')
    expect(find('line')!.textContent).toBe('Live')
    live.listener!.onState('waiting')
    expect(find('line')!.textContent).toContain('opnieuw')
  })

  it('is no longer listened to on another page', async () => {
    await open('#view=now')
    const before = live.left
    location.hash = 'view=overview'
    await vi.waitFor(() => expect(live.left).toBe(before + 1))
  })
})
