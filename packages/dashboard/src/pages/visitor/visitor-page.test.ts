// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { koperReturning } from '../../answers.fixture.ts'
import { close, find, findAll, open, visitorHash } from '../../open-app.fixture.ts'

beforeEach(() => close())

describe('one visitor', () => {
  it('shows a sum that can be checked by hand', async () => {
    await open(visitorHash)
    const tenths = (text: string) => Math.round(Number(text.replace('−', '-').replace(',', '.')) * 10)
    const parts = [...findAll('contribution')].map((row) => row.querySelector('td:last-child')!.textContent)
    const sum = [find('sum-base')!.textContent, ...parts].reduce((all, part) => all + tenths(part), 0)
    expect(sum).toBe(tenths(find('sum-total')!.textContent))
    expect(find('sum-total')!.textContent).toBe('69,9')
  })

  it('says how long it will last', async () => {
    await open(visitorHash)
    expect(find('fading')!.textContent).toContain('nog een koper tot di 24 nov, 03:11')
  })

  it('continues a visit that was cut by the page of the answer', async () => {
    await open(visitorHash)
    find('more-journey')!.click()
    await vi.waitFor(() => expect(findAll('journey-event')).toHaveLength(2))
    expect(findAll('visit')).toHaveLength(1)
  })

  it('is erased only after the question is answered with yes', async () => {
    const erase = vi.fn(async () => {})
    await open(visitorHash, { erase })
    find('erase')!.click()
    expect((find('erase-dialog') as HTMLDialogElement).open).toBe(true)
    find('erase-cancel')!.click()
    expect(erase).not.toHaveBeenCalled()
    find('erase')!.click()
    find('erase-confirm')!.click()
    await vi.waitFor(() => expect(find('notice')!.textContent).toBe('De bezoeker is gewist.'))
    expect(erase).toHaveBeenCalledExactlyOnceWith('shop', koperReturning.id)
    expect(location.hash).toBe('#view=visitors')
  })

  it('gives the focus back to the link that was followed', async () => {
    await open(visitorHash)
    location.hash = 'view=visitors'
    await vi.waitFor(() => expect(document.activeElement).toBe(find('visitor-link')))
  })

  it('says so when there is no such visitor', async () => {
    await open('#visitor=nobody_here')
    expect(find('error')!.textContent).toContain('niet (meer)')
  })
})
