/** `npm run bench:load -- [times]`: what the snippet costs the page while it loads. Chromium's own trace says how long the main
 *  thread ran it, as it is and at a quarter of the speed, beside a script with nothing in it. */
import type { CDPSession, Page } from 'playwright-core'
import { launchChromium } from '../test/support/chromium.ts'
import { listen, startFakeCollector } from '../test/support/fake-collector.ts'
import { traceLoad } from '../test/support/load-trace.ts'
import { ORDINARY_SITE } from '../test/support/size.ts'
import { buildSnippet } from '../test/support/snippet.ts'
import { describeMachine, keepResult } from './machine.ts'

const times = Number(process.argv[2] ?? 20)
const RATES = [1, 4]
const SCRIPTS = ['an empty script', 'one fetch and nothing else', 'k.core.js', 'k.js'] as const

const whole = await buildSnippet()
const small = await buildSnippet('k.core.js')
/** A blank page, where the script is the first to use an element, to listen and to read the navigator, so that the browser sets these
 *  up on its account; and one with a line of its own before, as almost every page has. */
const PAGES = {
  blank: '',
  ordinary:
    "<script>document.querySelector('p').addEventListener('click',()=>{});document.documentElement.lang=navigator.language</script>",
} as const
type PageName = keyof typeof PAGES
/** The least that a script can do which sends something. */
const ONE_FETCH =
  "fetch(new URL('../v1/events',document.currentScript.src),{method:'POST',keepalive:true,body:'{}'})"
const textOf = (id: string): string => {
  if (id === 'empty') return '{}'
  if (id === 'fetch') return ONE_FETCH
  return (id === 'small' ? small : whole)(ORDINARY_SITE)
}
const collector = await startFakeCollector(textOf)
const idOf = {
  'an empty script': 'empty',
  'one fetch and nothing else': 'fetch',
  'k.core.js': 'small',
  'k.js': 'whole',
}
const site = await listen((request, response) => {
  const [pageName, id] = request.url!.slice(1).split('/')
  const tag = `<script async src="${collector.origin}/k/${id}.js"></script>`
  response.writeHead(200, { 'content-type': 'text/html' })
  response.end(`<!doctype html><title>Load</title><p>x</p>${PAGES[pageName as PageName]}${tag}`)
})
const browser = await launchChromium({ args: ['--disable-blink-features=AutomationControlled'] })

const measure = async (on: PageName, name: (typeof SCRIPTS)[number], rate: number, stacks = false) => {
  const context = await browser.newContext()
  const page: Page = await context.newPage()
  const session: CDPSession = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  const url = `http://127.0.0.1:${site.port}/${on}/${idOf[name]}`
  const trace = await traceLoad(browser, page, { url, scripts: collector.origin, stacks })
  await context.close()
  if (trace.seen === 0) throw new Error(`${name} is not in the trace`)
  return trace
}

type Round = Awaited<ReturnType<typeof measure>>
const PAGE_NAMES = Object.keys(PAGES) as PageName[]
const keyOf = (on: PageName, name: string, rate: number) => `${on}, ${name}, ${rate} ×`
const rounds = new Map<string, Round[]>()
const layouts = new Map<string, number>()
for (const name of SCRIPTS) await measure('blank', name, 1) // not counted: the browser's own caches are cold
for (let n = 0; n < times; n++)
  for (const rate of RATES)
    for (const on of PAGE_NAMES)
      for (const name of SCRIPTS) {
        const key = keyOf(on, name, rate)
        rounds.set(key, [...(rounds.get(key) ?? []), await measure(on, name, rate)])
      }
for (let n = 0; n < times; n++)
  for (const name of SCRIPTS)
    layouts.set(name, (layouts.get(name) ?? 0) + (await measure('blank', name, 1, true)).forcedLayouts)

const browserVersion = browser.version()
await browser.close()
await site.close()
await collector.close()

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
const ms = (us: number) => (us / 1_000).toFixed(2)
type Part = 'beforeLoadUs' | 'scriptUs'
const PARTS: readonly (readonly [Part, string])[] = [
  ['beforeLoadUs', 'until load'],
  ['scriptUs', 'in all'],
]
const timesOf = (on: PageName, name: string, rate: number, part: Part) =>
  rounds.get(keyOf(on, name, rate))!.map((round) => round[part])
/** One of everything that was measured. */
const COMBINATIONS = PAGE_NAMES.flatMap((on) =>
  RATES.flatMap((rate) =>
    SCRIPTS.flatMap((name) => PARTS.map(([part, title]) => ({ on, rate, name, part, title }))),
  ),
)
const lines = [
  '# What the snippet costs a page while it loads',
  '',
  ...describeMachine(['rollup', 'playwright-core']),
  `- Chromium ${browserVersion}, headless; ${times} loads of each, alternating, each in a fresh context`,
  '- time of the main thread in which it compiled and ran the script and its listeners, from the trace: until the load event was over, and in all, until 100 ms after; "own": less what the empty script costs (medians)',
  "- the snippet counts the page when it has loaded: what it does for that costs the loading nothing, and the visitor's processor the same",
  '- 4 ×: the processor slowed down by the browser; it counts what other programs take as well, so it is of use on a quiet machine only',
  '- a blank page: the script is the first to use an element, to listen and to read the navigator, and the browser sets these up on its account; an ordinary one: a line of its own did so before',
  '- layouts that the script forced: on the blank page, in as many loads of their own, with stacks noted down',
  '',
  '| page | script | slow-down | part | median | least | most | own | long tasks | layouts |',
  '|---|---|---:|---|---:|---:|---:|---:|---:|---:|',
  ...COMBINATIONS.map(({ on, rate, name, part, title }) => {
    const us = timesOf(on, name, rate, part)
    const own = median(us) - median(timesOf(on, SCRIPTS[0], rate, part))
    const long = rounds.get(keyOf(on, name, rate))!.reduce((sum, { longTasks }) => sum + longTasks, 0)
    const cells = [median(us), Math.min(...us), Math.max(...us), own].map((value) => `${ms(value)} ms`)
    return `| ${[on, name, `${rate} ×`, title, ...cells, long, on === 'blank' ? layouts.get(name) : '–'].join(' | ')} |`
  }),
  '',
  'Every round, in ms:',
  '',
  ...COMBINATIONS.map(
    ({ on, rate, name, part, title }) =>
      `- ${keyOf(on, name, rate)}, ${title}: ${timesOf(on, name, rate, part).map(ms).join(', ')}`,
  ),
]
console.log(lines.join('\n'))
keepResult('tracker-load', lines)
