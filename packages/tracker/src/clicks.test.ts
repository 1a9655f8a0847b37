// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, expect, test } from 'vitest'
import { closePage, openPage } from './test-page.ts'

afterEach(closePage)

/** The events of one click on `#it`, beside the page view. */
async function clickOn(html: string, init: MouseEventInit = {}, type = 'click') {
  const page = openPage('/contact')
  document.body.innerHTML = html
  await page.load()
  const { prevented } = await page.click('#it', init, type)
  expect(prevented).toBe(false)
  return page.events().slice(1)
}

test.each([
  ['the value of data-cta', '<a id="it" href="/offerte" data-cta="offerte">Vraag aan</a>', 'offerte'],
  ['a wrapper', '<div data-cta="aanbod"><a id="it" href="/x">Bekijk</a></div>', 'aanbod'],
  ['a child', '<a href="/x" data-cta="bel"><b id="it">Bel</b></a>', 'bel'],
  ['an icon in it', '<a href="/x" data-cta="bel"><svg><use id="it" href="#i"/></svg></a>', 'bel'],
  ['marked and a phone number', '<a id="it" href="tel:+31201234567" data-cta="bel ons">Bel</a>', 'bel ons'],
  ['a phone number', '<a id="it" href="tel:+31201234567">Bel</a>', 'tel'],
  ['a mail address', '<a href="MAILTO:jan@x.nl"><span id="it">Mail</span></a>', 'mailto'],
  ['WhatsApp', '<a id="it" href="https://wa.me/31612345678">App</a>', 'whatsapp'],
  ['WhatsApp by its API', '<a id="it" href="https://api.whatsapp.com/send?phone=316">App</a>', 'whatsapp'],
  ['a picture in a phone number', '<a href="tel:1"><svg><use id="it" href="#i"/></svg></a>', 'tel'],
  ['an area with a phone number', '<map><area id="it" href="tel:+31201234567"></map>', 'tel'],
  ['WhatsApp as an app', '<a id="it" href="whatsapp://send?text=hoi">App</a>', 'whatsapp'],
])('sees a click on a CTA: %s', async (_, html, cta) => {
  const events = await clickOn(html)
  expect(events).toMatchObject([{ type: 'cta_click', cta, url: 'https://winkel.example/contact' }])
  expect(JSON.stringify(events)).not.toMatch(/jan@x|31201234567|31612345678/)
})

test.each([
  ['by its type', '/prijzen.pdf', ''],
  ['in capitals', '/Prijzen.PDF?v=2', ''],
  ['a drawing', '/tekening.dwg', ''],
  ['elsewhere', 'https://cdn.example/film.mp4', ''],
  ['by its attribute', '/genereer', 'download'],
])('sees a download %s', async (_, href, attribute) => {
  expect(await clickOn(`<a id="it" href="${href}" ${attribute}>x</a>`)).toMatchObject([
    { type: 'download', href: new URL(href.replace('=2', ''), location.href).href },
  ])
})

test('sees a way out, without what its query says', async () => {
  expect(
    await clickOn('<a id="it" href="https://partner.example/p?email=jan%40x.nl#top">x</a>'),
  ).toMatchObject([{ type: 'outbound_click', href: 'https://partner.example/p?email' }])
})

test('sees a middle click', async () => {
  expect(await clickOn('<a id="it" href="/x" data-cta="bel">x</a>', { button: 1 }, 'auxclick')).toMatchObject(
    [{ type: 'cta_click' }],
  )
})

test.each([
  ['on a mark without a name', '<button id="it" data-cta>x</button>'],
  ['inside the site', '<a id="it" href="/offerte">x</a>'],
  ['to a page about WhatsApp', '<a id="it" href="/blog/whatsapp-tips">x</a>'],
  ['to a page with its letters', '<a id="it" href="/iowa.menu/kaart">x</a>'],
  ['to a place in the page', '<a id="it" href="#top">x</a>'],
  ['that runs script', '<a id="it" href="javascript:void 0">x</a>'],
  ['to a generated file', '<a id="it" href="data:text/plain,geheim" download>x</a>'],
  ['on nothing', '<p id="it">x</p>'],
  ['on an anchor without address', '<a id="it">x</a>'],
])('does not record a click %s', async (_, html) => {
  expect(await clickOn(html)).toEqual([])
})

test('sees a way out of an area', async () => {
  expect(await clickOn('<map><area id="it" href="https://partner.example/p"></map>')).toMatchObject([
    { type: 'outbound_click', href: 'https://partner.example/p' },
  ])
})

test.each([
  ['a CTA', '<b></b>', '<button id="in" data-cta="bel"><i>x</i></button>', { type: 'cta_click', cta: 'bel' }],
  ['a phone number', '<b></b>', '<a id="in" href="tel:1">x</a>', { type: 'cta_click', cta: 'tel' }],
  ['a way out', '<b></b>', '<a id="in" href="https://a.example/">x</a>', { type: 'outbound_click' }],
  ['a part of a CTA', '<p data-cta="om"><b></b></p>', '<i id="in">x</i>', { type: 'cta_click', cta: 'om' }],
  ['a part of a link', '<a href="tel:1"><b></b></a>', '<i id="in">x</i>', { type: 'cta_click', cta: 'tel' }],
])('sees a click in a shadow tree on %s', async (_, outside, inside, event) => {
  const page = openPage('/contact')
  document.body.innerHTML = outside
  // Of the elements that may have a shadow tree.
  const host = document.querySelector('b')!.appendChild(document.createElement('span'))
  const shadow = host.attachShadow({ mode: 'open' })
  shadow.innerHTML = inside
  await page.load()
  shadow.querySelector('#in')!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
  await page.wait()
  expect(page.events().slice(1)).toMatchObject([event])
})

test('does not record a click with the right button', async () => {
  expect(await clickOn('<a id="it" href="tel:1">x</a>', { button: 2 }, 'auxclick')).toEqual([])
})

test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }])(
  'sees a click with %o',
  async (keys) => {
    expect(await clickOn('<a id="it" href="/x" data-cta="bel">x</a>', keys)).toMatchObject([{ cta: 'bel' }])
  },
)

test('sees a click on what the page adds later', async () => {
  const page = openPage()
  await page.load()
  document.body.innerHTML = '<a id="it" href="/x" data-cta="bel">x</a>'
  await page.click('#it')
  expect(page.sent('cta_click')).toHaveLength(1)
})

test('sees a click that the page stops', async () => {
  const page = openPage()
  document.body.innerHTML = '<button id="it" data-cta="bel">x</button>'
  document.body.addEventListener('click', (event) => event.stopImmediatePropagation(), {
    capture: true,
    once: true,
  })
  await page.load()
  await page.click('#it')
  expect(page.sent('cta_click')).toHaveLength(1)
})
