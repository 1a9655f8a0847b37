import { expect, test } from 'vitest'
import { trackerPage } from './support/tracker-page.ts'

/** The recipes of docs/tag.md, tried: other ways in which the script gets into a page, in a real Chromium. */

const it = trackerPage()

/** The page has no tag of its own. */
const without = (rest: { head?: string; body?: string } = {}) => it.pageWith({ tag: '', ...rest })

const counted = async () => {
  await it.page.goto(it.at('/a'))
  await it.arrival('page_view')
  await it.page.evaluate(() => history.pushState(null, '', '/b'))
  await it.arrival('page_view', 2)
  await it.everything()
  expect(it.collector.sent('page_view')).toHaveLength(2)
  expect(it.problems).toEqual([])
}

test('Google Tag Manager: a custom HTML tag with the script tag in it', async () => {
  // The container makes its own elements of what the tag holds and puts them at the end of the body.
  it.html = without({
    body: `<script>addEventListener('load', () => {
      const holder = document.createElement('div'); holder.style.display = 'none'
      holder.innerHTML = '<script async src="${it.src()}"><\\/script>'
      const tag = document.createElement('script')
      for (const { name, value } of holder.firstChild.attributes) tag.setAttribute(name, value)
      holder.replaceChildren(tag); document.body.append(holder)
    })</script>`,
  })
  await counted()
})

test('Google Tag Manager: a custom HTML tag that makes the script element itself', async () => {
  it.html = without({
    body: `<script>(() => { const s = document.createElement('script'); s.async = true; s.src = '${it.src()}'
      document.head.appendChild(s) })()</script>`,
  })
  await counted()
})

test('WordPress: wp_enqueue_script with the strategy async', async () => {
  it.html = without({
    head: `<script src="${it.src()}?ver=1.0" id="koopsignaal-js" async data-wp-strategy="async"></script>`,
  })
  await counted()
})

test('WordPress: the strategy defer', async () => {
  it.html = without({ head: `<script src="${it.src()}" defer></script>` })
  await counted()
})

test('an optimiser that moves the tag to the footer and strips its attributes', async () => {
  it.html = without({ body: `<p>x</p><script src="${it.src()}"></script>` })
  await counted()
})

test('an optimiser that delays scripts until somebody moves', async () => {
  it.html = without({
    head: `<script type="text/delayed" data-delayed-src="${it.src()}"></script>`,
    body: `<script>addEventListener('mousemove', () => {
      for (const old of document.querySelectorAll('[type="text/delayed"]')) {
        const tag = document.createElement('script'); tag.src = old.dataset.delayedSrc; old.replaceWith(tag)
      } }, { once: true })</script>`,
  })
  await it.page.goto(it.at('/a'))
  expect(it.collector.arrived).toEqual([])
  await it.page.mouse.move(30, 30)
  await it.arrival('page_view')
  await it.everything()
  expect(it.collector.sent('page_view')).toHaveLength(1)
})

test('document.write', async () => {
  it.html = without({ body: `<script>document.write('<script src="${it.src()}"><\\/script>')</script>` })
  await counted()
})

test('a consent tool that holds the script back until the visitor agrees', async () => {
  it.html = without({
    head: `<script type="text/plain" data-category="statistics" src="${it.src()}"></script>`,
    body: `<button id="yes">Ja</button><script>yes.onclick = () => {
      const old = document.querySelector('[type="text/plain"]'); const tag = document.createElement('script')
      tag.src = old.src; old.replaceWith(tag); koop('consent', 'granted') }</script>`,
  })
  await it.page.goto(it.at('/a'))
  expect(it.collector.arrived).toEqual([])
  await it.page.click('#yes')
  await it.arrival('page_view')
  expect(it.collector.batches()[0]).toMatchObject({ consent: 'granted' })
})

test('a copy inside another script knows no collector: it throws nothing and sends nothing', async () => {
  it.html = without({ head: '<script src="/all.js"></script>' })
  const snippet = await (await fetch(it.src())).text()
  it.files['/all.js'] = `window.first = 1;${snippet};window.last = 1`
  await it.page.goto(it.at('/a'))
  await it.page.waitForFunction('window.last')
  expect(it.problems).toEqual([])
  expect(it.collector.arrived.filter(({ method }) => method === 'POST')).toEqual([])
})
