import { describe, expect, test } from 'vitest'
import { trackerPage } from './support/tracker-page.ts'

/** Clicks and forms, in a real Chromium. */

const it = trackerPage()

test('clicks: children of a CTA, contact links, downloads and ways out, each once and none held up', async () => {
  it.html = it.pageWith({
    body: `<a href="#offerte" data-cta="offerte"><svg width="20" height="20"><rect id="icon" width="20" height="20"/></svg></a>
      <a id="tel" href="tel:+31201234567">Bel</a><a id="mail" href="mailto:jan@x.nl">Mail</a>
      <a id="file" href="/bare/Prijzen.PDF" target="_blank">Prijzen</a>
      <a id="out" href="${it.collector.origin}/elsewhere" target="_blank">Partner</a><a id="in" href="#in">Verder</a>`,
  })
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  for (const id of ['icon', 'tel', 'mail', 'file', 'out', 'in']) await it.page.click(`#${id}`)
  expect(it.page.url()).toBe(it.at('/#in'))
  expect(
    (await it.everything())
      .filter(({ type }) => !['page_view', 'engagement'].includes(type))
      .map(({ id, ago, url, ...event }) => event),
  ).toEqual([
    { type: 'cta_click', cta: 'offerte' },
    { type: 'cta_click', cta: 'tel' },
    { type: 'cta_click', cta: 'mailto' },
    { type: 'download', href: it.at('/bare/Prijzen.PDF') },
    { type: 'outbound_click', href: `${it.collector.origin}/elsewhere` },
  ])
})

/** A component of the page, with its own tree. */
const COMPONENT = `<div id="component"></div><script>
  document.querySelector('#component').attachShadow({ mode: 'open' }).innerHTML =
    '<button data-cta="offerte"><i id="cta">x</i></button><a id="tel" href="tel:1"><svg width="20" height="20"><use href="#none"/><rect id="icon" width="20" height="20"/></svg></a>'
</script>`

test('clicks inside a component with a shadow tree, and on an area of a picture', async () => {
  it.html = it.pageWith({
    body: `${COMPONENT}<map name="m"><area id="area" shape="default" href="tel:2"></map><img usemap="#m" width="50" height="50" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">`,
  })
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  await it.page.click('#cta')
  await it.page.click('#icon')
  await it.page.click('img', { force: true })
  expect((await it.arrival('cta_click', 3)).map(({ cta }) => cta)).toEqual(['offerte', 'tel', 'tel'])
})

test('the small variant sees a CTA in a shadow tree too', async () => {
  it.html = it.pageWith({ id: 'small', body: COMPONENT })
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  await it.page.click('#cta')
  expect(await it.arrival('cta_click')).toMatchObject([{ cta: 'offerte' }])
})

test('a middle click on a CTA counts', async () => {
  it.html = it.pageWith({ body: '<a id="cta" href="/bare" data-cta="offerte">x</a>' })
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  await it.page.click('#cta', { button: 'middle' })
  expect(await it.arrival('cta_click')).toMatchObject([{ cta: 'offerte' }])
})

test('a click on a CTA that leaves the page at once arrives', async () => {
  it.html = it.pageWith({ body: '<a id="cta" href="/bare" data-cta="offerte">x</a>' })
  for (let n = 1; n <= 10; n++) {
    await it.page.goto(it.at('/'))
    await it.arrival('page_view', n)
    await it.page.click('#cta')
    await it.page.waitForURL(it.at('/bare'))
  }
  expect(await it.arrival('cta_click', 10)).toHaveLength(10)
})

test('a form is begun once and sent once, and nothing of what was typed leaves the page', async () => {
  it.html = it.pageWith({
    body: '<form id="offerte" action="/bare"><input name="name"><textarea name="id"></textarea><button>Stuur</button></form>',
  })
  await it.page.goto(it.at('/contact'))
  await it.arrival('page_view')
  await it.page.fill('input', 'Jan Jansen')
  await it.page.fill('textarea', 'geheim')
  await it.page.click('button')
  await it.page.waitForURL(/bare/)
  await it.arrival('form_submit')
  expect(it.collector.sent('form_start')).toMatchObject([{ form: 'offerte' }])
  expect(it.collector.sent('form_submit')).toMatchObject([{ form: 'offerte' }])
  expect(JSON.stringify(it.collector.arrived)).not.toMatch(/Jansen|geheim/)
})

describe('a click with a key or another button', () => {
  test.each([
    ['Control', { modifiers: ['Control'] }],
    ['Shift', { modifiers: ['Shift'] }],
    ['Alt', { modifiers: ['Alt'] }],
    ['the middle button', { button: 'middle' }],
  ] as const)('%s counts once', async (_, how) => {
    it.html = it.pageWith({ body: '<a id="cta" href="/bare" data-cta="offerte">x</a>' })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.page.click('#cta', { ...how, modifiers: 'modifiers' in how ? [...how.modifiers] : [] })
    await it.arrival('cta_click')
    await it.everything()
    expect(it.collector.sent('cta_click')).toMatchObject([{ cta: 'offerte' }])
  })

  test('the right button opens a menu and is none', async () => {
    it.html = it.pageWith({ body: '<a id="cta" href="/bare" data-cta="offerte">x</a>' })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.page.click('#cta', { button: 'right' })
    await it.everything()
    expect(it.collector.sent('cta_click')).toEqual([])
  })

  test('Enter on a link is one', async () => {
    it.html = it.pageWith({ body: '<a id="cta" href="#x" data-cta="offerte">x</a>' })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.page.focus('#cta')
    await it.page.keyboard.press('Enter')
    expect(await it.arrival('cta_click')).toHaveLength(1)
  })
})

test('elements that come later, and links inside drawings', async () => {
  it.html = it.pageWith({ body: '<main></main>' })
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  await it.page.evaluate(() => {
    document.querySelector('main')!.innerHTML = `<button data-cta="bel-mij"><b id="late">Bel mij</b></button>
      <svg width="20" height="20"><use/><a href="#svg" data-cta="tekening"><rect id="shape" width="20" height="20"/></a></svg>`
  })
  await it.page.click('#late')
  await it.page.click('#shape')
  await it.arrival('cta_click', 2)
  expect(it.collector.sent('cta_click').map(({ cta }) => cta)).toEqual(['bel-mij', 'tekening'])
})

test('a page that stops its clicks is seen all the same', async () => {
  it.html = it.pageWith({
    body: `<a id="cta" href="/bare" data-cta="offerte">x</a><script>
      document.querySelector('#cta').addEventListener('click', (e) => { e.preventDefault(); e.stopImmediatePropagation() })</script>`,
  })
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  await it.page.click('#cta')
  expect(await it.arrival('cta_click')).toHaveLength(1)
  expect(it.page.url()).toBe(it.at('/'))
})

test('no click, key or submit is prevented, stopped or held up', async () => {
  it.html = it.pageWith({
    body: `<a id="cta" href="#x" data-cta="offerte">x</a><a id="out" href="${it.collector.origin}/elsewhere" target="_blank">x</a>
      <a id="file" href="/bare.pdf" target="_blank">x</a><form id="f" action="/bare" target="frame"><input id="i"></form><iframe name="frame"></iframe>
      <script>window.seen = []; for (const type of ['click', 'submit', 'keydown', 'focusin'])
        addEventListener(type, (e) => seen.push(type + ' ' + e.defaultPrevented))</script>`,
  })
  await it.page.goto(it.at('/'))
  await it.arrival('page_view')
  for (const id of ['cta', 'out', 'file']) await it.page.click(`#${id}`)
  await it.page.focus('#i')
  await it.page.keyboard.press('Enter')
  await it.arrival('form_submit')
  const seen = (await it.page.evaluate('window.seen')) as string[]
  expect(seen.filter((one) => one === 'click false').length).toBeGreaterThanOrEqual(3)
  expect(seen).toContain('submit false')
  expect(seen.filter((one) => one.endsWith('true'))).toEqual([])
})
