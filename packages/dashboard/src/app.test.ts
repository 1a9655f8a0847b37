// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeApi, HOSTILE, koperReturning, NOW, segmentsOf, shop } from './answers.fixture.ts'
import { type Api, ApiError } from './api.ts'
import { startApp } from './app.ts'
import { close, find, findAll, goTo, live, open, openLive, visitorHash } from './open-app.fixture.ts'
import { liveVisitor } from './reports.fixture.ts'
import { VIEWS } from './url-state.ts'

beforeEach(() => close())

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

  it('tells of the conversions that belong to no segment, so that all add up', async () => {
    const answer = segmentsOf(200)
    await open('', { segments: async () => answer })
    expect(find('only-counted')).toBeNull()
    await open('', { segments: async () => ({ ...answer, totals: { ...answer.totals, conversions: 5 } }) })
    expect(find('only-counted')!.textContent).toMatch(/^Daarbij nog 2 conversies .* samen 5\.$/)
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
    live.listener?.onEvent('snapshot', {
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

describe('the language', () => {
  it('follows the browser until another is chosen', async () => {
    await open('#view=overview')
    expect(document.documentElement.lang).toBe('nl')
    expect(document.querySelector('#segments')!.textContent).toBe('Waar uw bezoekers nu staan')
    location.hash = find('language-en')!.getAttribute('href')!
    await vi.waitFor(() => expect(document.documentElement.lang).toBe('en'))
    expect(document.querySelector('#segments')!.textContent).toBe('Where your visitors stand now')
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

  it('opens the owner’s site where none is named, and not that of the demo', async () => {
    const demo = { ...shop, id: 'demo', domains: ['127.0.0.1', 'localhost'] }
    await open('', { sites: async () => [demo, shop] })
    expect(document.querySelector('h1')!.textContent).toBe('winkel.example')
  })

  it('says so when the site is not there', async () => {
    await open('#site=other')
    expect(find('error')!.textContent).toContain('Deze site bestaat niet')
  })

  it('keeps a slow answer from replacing a later page', async () => {
    const late = Promise.withResolvers<Awaited<ReturnType<Api['visitor']>>>()
    close()
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
