import type { ServerResponse } from 'node:http'
import { tagAfterLoadOf } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listen } from './support/fake-collector.ts'
import { trackerPage } from './support/tracker-page.ts'

/** A collector that is down, or takes a request and says nothing: what of the page waits for it, by the order of events. */

const it = trackerPage()

let silent: Awaited<ReturnType<typeof listen>>
let held: { url: string; response: ServerResponse }[]

beforeEach(async () => {
  held = []
  silent = await listen((request, response) => void held.push({ url: request.url ?? '', response }))
})
afterEach(() => silent.close())

const src = () => `http://localhost:${silent.port}/k/example.js`

/** Answers what was asked until now. */
const release = () => held.splice(0).forEach(({ response }) => void response.end())

/** The page's own milestones, in the order in which they came. */
const WATCH = `<script>window.order = []
  document.addEventListener('DOMContentLoaded', () => order.push('DOMContentLoaded'))
  addEventListener('load', () => order.push('load'))</script>`
const order = () => it.page.evaluate('window.order')

describe('the collector says nothing', () => {
  test('about the script: the page is parsed, shown and used meanwhile', async () => {
    it.html = it.pageWith({
      head: WATCH,
      tag: `<script async src="${src()}"></script>`,
      body: '<b id="b">x</b>',
    })
    await it.page.goto(it.at('/'), { waitUntil: 'domcontentloaded' })
    await vi.waitFor(() => expect(held).toHaveLength(1), 20_000)
    await it.page.click('#b')
    expect(await order()).toContain('DOMContentLoaded')
    // Every browser makes `load` wait for a script in the page, async or not: the line after this test's does not.
    expect(await order()).not.toContain('load')
    release()
    await it.page.waitForLoadState('load')
    expect(it.problems).toEqual([])
  })

  test('about a script that is asked for after load: nothing waits for it', async () => {
    it.html = it.pageWith({
      head: WATCH,
      tag: tagAfterLoadOf(`http://localhost:${silent.port}`, 'example'),
    })
    await it.page.goto(it.at('/'))
    await vi.waitFor(() => expect(held).toHaveLength(1), 20_000)
    expect(await order()).toEqual(['DOMContentLoaded', 'load'])
    release()
  })

  test('about events: nothing waits for it, the next page neither', async () => {
    const snippet = await (await fetch(it.src())).text()
    const quiet = await listen((request, response) => {
      if (request.method === 'POST') held.push({ url: request.url ?? '', response })
      else response.writeHead(200, { 'content-type': 'text/javascript' }).end(snippet)
    })
    it.html = it.pageWith({
      head: WATCH,
      tag: `<script async src="http://localhost:${quiet.port}/k/example.js"></script>`,
      body: '<a id="cta" href="/bare" data-cta="offerte">x</a>',
    })
    await it.page.goto(it.at('/'))
    await vi.waitFor(() => expect(held).toHaveLength(1), 20_000)
    expect(await order()).toEqual(['DOMContentLoaded', 'load'])
    await it.page.click('#cta')
    await it.page.waitForURL(it.at('/bare'))
    expect(it.problems).toEqual([])
    await quiet.close()
  })
})

test('the collector is down: the page loads as without it', async () => {
  const { port } = silent
  await silent.close()
  it.html = it.pageWith({
    head: WATCH,
    tag: `<script async src="http://localhost:${port}/k/example.js"></script>`,
  })
  await it.page.goto(it.at('/'))
  expect(await order()).toEqual(['DOMContentLoaded', 'load'])
  await it.koop('conversion', { name: 'order' })
  expect(it.problems).toEqual([])
})
