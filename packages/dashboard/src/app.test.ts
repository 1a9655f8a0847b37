// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi, HOSTILE, koperReturning, NOW, segmentsOf, shop } from './answers.fixture.ts'
import { type Api, ApiError } from './api.ts'
import { startApp } from './app.ts'
import type { LiveListener, OpenLive } from './live-stream.ts'
import { liveVisitor } from './reports.fixture.ts'
import { VIEWS } from './url-state.ts'

// What jsdom lacks of the browser.
window.scrollTo = () => {}
HTMLDialogElement.prototype.showModal = function () {
  this.open = true
}
HTMLDialogElement.prototype.close = function () {
  this.open = false
}

let stop = () => {}
/** What the page Nu was told to listen with, and how often it let go. */
let live: LiveListener | null = null
let left = 0
const openLive: OpenLive = (_path, _language, listener) => {
  live = listener
  return () => {
    left += 1
  }
}
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
    openLive,
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
    expect(findAll('person')).toHaveLength(1)
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
    await open('#view=visitors', nobody)
    const unfiltered = find('no-visitors')!.textContent
    await open('#view=visitors&segment=koper', nobody)
    expect(find('no-visitors')!.textContent).not.toBe(unfiltered)
  })

  it('asks for the filters of the address', async () => {
    const visitors = vi.fn(fakeApi().visitors)
    await open('#view=visitors&segment=koper&channel=email&sort=-score&period=7', { visitors })
    expect(visitors).toHaveBeenCalledWith(
      'shop',
      expect.objectContaining({ segment: ['koper'], channel: ['email'], sort: '-score', from: '2026-11-15' }),
      'nl',
    )
  })

  it('puts a chosen filter into the address and keeps the focus on it', async () => {
    await open('#view=visitors')
    const select = find('filter-segment') as HTMLSelectElement
    select.focus()
    select.value = 'zoeker'
    select.dispatchEvent(new Event('change'))
    await vi.waitFor(() => expect(find('filter-segment')).not.toBe(select))
    expect((find('filter-segment') as HTMLSelectElement).value).toBe('zoeker')
    expect(document.activeElement).toBe(find('filter-segment'))
    expect(location.hash).toBe('#view=visitors&segment=zoeker')
  })

  it('adds the next page below the first', async () => {
    await open('#view=visitors')
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
  const everywhere = VIEWS.map((view) => `#view=${view}`)
  it.each([...everywhere, visitorHash])('stays text on %j', async (hash) => {
    await open(hash)
    live?.onEvent('snapshot', {
      at: '2026-11-21T12:00:00Z',
      totals: { visitors: 1, unlisted: 0, passant: 0, zoeker: 1, koper: 0 },
      visitors: [liveVisitor],
    })
    expect(document.body.textContent).toContain(HOSTILE)
    expect(document.querySelectorAll('img, script')).toHaveLength(0)
  })

  it('stays text in what the collector says went wrong', async () => {
    await open('', { segments: () => Promise.reject(new ApiError(500, HOSTILE)) })
    expect(find('error')!.textContent).toContain(HOSTILE)
    expect(document.querySelectorAll('img')).toHaveLength(0)
  })

  it.each([...everywhere, visitorHash])('never becomes the address of a link on %j', async (hash) => {
    await open(hash)
    const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))
    expect(links.filter((href) => !href!.startsWith('#'))).toEqual([])
  })
})

describe('the navigation', () => {
  it.each(VIEWS)('leads to the page %s and says where one is', async (view) => {
    await open('#view=overview&segment=koper&period=7')
    location.hash = find(`page-${view}`)!.getAttribute('href')!
    await vi.waitFor(() => expect(find(`page-${view}`)!.getAttribute('aria-current')).toBe('page'))
    expect(document.querySelectorAll('.pages [aria-current]')).toHaveLength(1)
    expect(document.querySelector('h1')!.textContent).not.toBe('')
    // The period stays; what narrowed the page before does not.
    expect(location.hash).toContain('period=7')
    expect(location.hash).not.toContain('segment')
  })
})

describe('a page whose answer is missing in part', () => {
  const broken = () => Promise.reject(new ApiError(500, 'no funnel today'))

  it('shows the rest', async () => {
    await open('#view=overview', { forecast: broken })
    expect(find('forecast-failed')!.textContent).toContain('no funnel today')
    expect(find('visitors-koper')!.textContent).toBe('200')
  })

  it('shows nothing to somebody who is not logged in', async () => {
    await open('#view=overview', { forecast: () => Promise.reject(new ApiError(401, '')) })
    expect(find('logged-out')).not.toBeNull()
  })
})

describe('who is on the site now', () => {
  const totals = { visitors: 1, unlisted: 0, passant: 0, zoeker: 1, koper: 0 }
  const snapshot = { at: '2026-11-21T12:00:00Z', totals, visitors: [liveVisitor] }

  it('arrives, changes and leaves as it is told', async () => {
    await open('#view=now')
    expect(find('nobody-now')).not.toBeNull()
    live!.onEvent('snapshot', snapshot)
    expect(findAll('live-visitor')).toHaveLength(1)
    live!.onEvent('visitor', { ...liveVisitor, id: 'another-visitor' })
    live!.onEvent('visitor', { ...liveVisitor, score: 77 })
    expect([...findAll('live-visitor')].map((one) => one.firstChild!.textContent)).toEqual(['77', '48'])
    live!.onEvent('left', { id: 'another-visitor' })
    expect(findAll('live-visitor')).toHaveLength(1)
    live!.onEvent('totals', { ...totals, koper: 3 })
    expect(find('now-koper')!.textContent).toContain('3')
  })

  it('says aloud that there is a new koper, and nothing of others', async () => {
    await open('#view=now')
    live!.onEvent('visitor', liveVisitor)
    expect(find('status')!.textContent).not.toContain('koper')
    live!.onEvent('visitor', { ...liveVisitor, segment: 'koper' })
    expect(find('status')!.textContent).toContain('nieuwe koper')
  })

  it('stands still when asked to, and catches up', async () => {
    await open('#view=now')
    find('pause')!.click()
    live!.onEvent('snapshot', snapshot)
    expect(findAll('live-visitor')).toHaveLength(0)
    find('pause')!.click()
    expect(findAll('live-visitor')).toHaveLength(1)
  })

  it('tells of a broken line', async () => {
    await open('#view=now')
    live!.onState('open')
    expect(find('line')!.textContent).toBe('Live')
    live!.onState('waiting')
    expect(find('line')!.textContent).toContain('opnieuw')
  })

  it('is no longer listened to on another page', async () => {
    await open('#view=now')
    const before = left
    location.hash = 'view=overview'
    await vi.waitFor(() => expect(left).toBe(before + 1))
  })
})

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

describe('the language', () => {
  it('follows the browser until another is chosen', async () => {
    await open('#view=overview')
    expect(document.documentElement.lang).toBe('nl')
    expect(document.querySelector('#segments')!.textContent).toBe('Wie er nu zijn')
    location.hash = find('language-en')!.getAttribute('href')!
    await vi.waitFor(() => expect(document.documentElement.lang).toBe('en'))
    expect(document.querySelector('#segments')!.textContent).toBe('Who is here now')
    expect(find('person')!.textContent).toContain('koper buyer')
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
    await vi.waitFor(() => expect(find('in-short')).not.toBeNull())
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
      openLive,
      location,
      languages: ['nl'],
      now: () => NOW,
    })
    const slow = show()
    await goTo('#period=7')
    await show()
    late.resolve(koperReturning)
    await slow
    expect(find('in-short')).not.toBeNull()
    expect(find('visitor')).toBeNull()
  })
})
