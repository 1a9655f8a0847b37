// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi, HOSTILE, koperReturning, NOW, segmentsOf, shop } from './answers.fixture.ts'
import { type Api, ApiError } from './api.ts'
import { startApp } from './app.ts'

// What jsdom lacks of the browser.
window.scrollTo = () => {}
HTMLDialogElement.prototype.showModal = function () {
  this.open = true
}
HTMLDialogElement.prototype.close = function () {
  this.open = false
}

let stop = () => {}
beforeEach(() => stop())

/** Changes the address and waits until the browser has told so. */
async function goTo(hash: string) {
  if (location.hash === hash) return
  const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }))
  location.hash = hash
  await changed
}

/** Opens the dashboard and waits for it, as a reader does. */
async function open(hash: string, change: Partial<Api> = {}) {
  stop()
  await goTo(hash)
  const show = startApp(document.body, {
    api: fakeApi(change),
    location,
    languages: ['nl-NL'],
    now: () => NOW,
  })
  const again = () => void show()
  addEventListener('hashchange', again)
  stop = () => removeEventListener('hashchange', again)
  await show()
}

const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)
const findAll = (id: string) => document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)
const visitorHash = `#visitor=${koperReturning.id}`

describe('the overview', () => {
  it('shows how many there are in each segment and phase', async () => {
    await open('', { segments: async () => segmentsOf(1234) })
    expect(find('visitors-koper')!.textContent).toBe('1.234')
    expect(find('phase-visie')!.textContent).toContain('1.234')
    expect(findAll('visitor-row')).toHaveLength(1)
  })

  it('says so when numbers are small, and not when they are not', async () => {
    await open('', { segments: async () => segmentsOf(12) })
    expect(find('few-visitors')).not.toBeNull()
    expect(find('segment-koper')!.textContent).toContain('klein aantal')
    await open('', { segments: async () => segmentsOf(200) })
    expect(find('few-visitors')).toBeNull()
    expect(find('segment-koper')!.textContent).not.toContain('klein aantal')
  })

  it('shows the tag to paste where nobody has been yet', async () => {
    await open('', { segments: async () => segmentsOf(0) })
    expect(find('empty-site')!.textContent).toContain('/k/shop.js"></script>')
  })

  it('tells an empty list from a filter that nobody passes', async () => {
    const nobody = { visitors: async () => ({ visitors: [], next: null }) }
    await open('', nobody)
    const unfiltered = find('no-visitors')!.textContent
    await open('#segment=koper', nobody)
    expect(find('no-visitors')!.textContent).not.toBe(unfiltered)
  })

  it('asks for the filters of the address', async () => {
    const visitors = vi.fn(fakeApi().visitors)
    await open('#segment=koper&channel=email&sort=-score&period=7', { visitors })
    expect(visitors).toHaveBeenCalledWith(
      'shop',
      expect.objectContaining({ segment: 'koper', channel: 'email', sort: '-score', from: '2026-11-15' }),
      'nl',
    )
  })

  it('puts a chosen filter into the address and keeps the focus on it', async () => {
    await open('')
    const select = find('filter-segment') as HTMLSelectElement
    select.focus()
    select.value = 'zoeker'
    select.dispatchEvent(new Event('change'))
    await vi.waitFor(() => expect(find('filter-segment')).not.toBe(select))
    expect((find('filter-segment') as HTMLSelectElement).value).toBe('zoeker')
    expect(document.activeElement).toBe(find('filter-segment'))
    expect(location.hash).toBe('#segment=zoeker')
  })

  it('adds the next page below the first', async () => {
    await open('')
    find('more')!.click()
    await vi.waitFor(() => expect(findAll('visitor-row')).toHaveLength(2))
    expect(find('more')!.hidden).toBe(true)
    expect(document.activeElement).toBe(findAll('visitor-link')[1])
  })

  it('looks back from the last event of a site whose data has ended', async () => {
    const to = '2015-09-18T02:59:47.788Z'
    const visitors = vi.fn(fakeApi().visitors)
    await open('', { segments: async () => ({ ...segmentsOf(200), to }), visitors })
    expect(find('as-of')!.textContent).toContain('18 september 2015')
    expect(visitors.mock.calls[0]![1]).toMatchObject({ to, at: to })
  })
})

describe('text from visitors', () => {
  it.each(['', visitorHash])('stays text on %j', async (hash) => {
    await open(hash)
    expect(document.body.textContent).toContain(HOSTILE)
    expect(document.querySelectorAll('img, script')).toHaveLength(0)
  })

  it('stays text in what the collector says went wrong', async () => {
    await open('', { segments: () => Promise.reject(new ApiError(500, HOSTILE)) })
    expect(find('error')!.textContent).toContain(HOSTILE)
    expect(document.querySelectorAll('img')).toHaveLength(0)
  })

  it('never becomes the address of a link', async () => {
    await open(visitorHash)
    const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))
    expect(links.filter((href) => !href!.startsWith('#'))).toEqual([])
  })
})

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
    expect(find('fading')!.textContent).toContain('nog een koper tot di 24 nov 2026')
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
    expect(location.hash).not.toContain('visitor')
  })

  it('gives the focus back to the link that was followed', async () => {
    await open(visitorHash)
    location.hash = ''
    await vi.waitFor(() => expect(document.activeElement).toBe(find('visitor-link')))
  })

  it('says so when there is no such visitor', async () => {
    await open('#visitor=nobody_here')
    expect(find('error')!.textContent).toContain('niet (meer)')
  })
})

describe('the language', () => {
  it('follows the browser until another is chosen', async () => {
    await open('')
    expect(document.documentElement.lang).toBe('nl')
    expect(document.querySelector('#segments')!.textContent).toBe('Wie er nu zijn')
    location.hash = find('language-en')!.getAttribute('href')!
    await vi.waitFor(() => expect(document.documentElement.lang).toBe('en'))
    expect(document.querySelector('#segments')!.textContent).toBe('Who is here now')
    expect(find('visitor-row')!.textContent).toContain('koper buyer')
  })
})

describe('without an answer', () => {
  it('says how to log in', async () => {
    await open('', { sites: () => Promise.reject(new ApiError(401, 'log in')) })
    expect(find('logged-out')!.textContent).toContain('npx koopsignaal login')
    expect(find('login-state')).toBeNull()
  })

  it('tries again when asked to', async () => {
    let down = true
    const sites = async () => {
      if (down) throw new ApiError(0, '')
      return [shop]
    }
    await open('', { sites })
    expect(find('error')!.textContent).toContain('antwoordt niet')
    down = false
    find('retry')!.click()
    await vi.waitFor(() => expect(find('visitors')).not.toBeNull())
  })

  it('says how to add the first site', async () => {
    await open('', { sites: async () => [] })
    expect(find('no-sites')!.textContent).toContain('site add')
  })

  it('says so when the site is not there', async () => {
    await open('#site=other')
    expect(find('error')!.textContent).toContain('Deze site bestaat niet')
  })

  it('keeps a slow answer from replacing a later page', async () => {
    const late = Promise.withResolvers<Awaited<ReturnType<Api['visitor']>>>()
    stop()
    await goTo(visitorHash)
    const show = startApp(document.body, {
      api: fakeApi({ visitor: () => late.promise }),
      location,
      languages: ['nl'],
      now: () => NOW,
    })
    const slow = show()
    await goTo('#period=7')
    await show()
    late.resolve(koperReturning)
    await slow
    expect(find('visitors')).not.toBeNull()
    expect(find('visitor')).toBeNull()
  })
})
