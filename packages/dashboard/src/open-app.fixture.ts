import { fakeApi, koperReturning, NOW } from './answers.fixture.ts'
import type { Api } from './api.ts'
import { startApp } from './app.ts'
import type { LiveListener, OpenLive } from './live-stream.ts'

/** The whole dashboard in a window without a browser, as a reader opens it. Tests that use it begin with
 *  `// @vitest-environment jsdom`. */

// What jsdom lacks of the browser.
window.scrollTo = () => {}
HTMLDialogElement.prototype.showModal = function () {
  this.open = true
}
HTMLDialogElement.prototype.close = function () {
  this.open = false
}

/** What the page Nu was told to listen with, and how often it let go. */
export const live: { listener: LiveListener | null; left: number } = { listener: null, left: 0 }
export const openLive: OpenLive = (_path, _language, listener) => {
  live.listener = listener
  return () => {
    live.left += 1
  }
}

/** Leaves the dashboard that is open. */
export let close = () => {}

/** Changes the address and waits until the browser has told so. */
export async function goTo(hash: string): Promise<void> {
  if (location.hash === hash) return
  const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }))
  location.hash = hash
  await changed
}

/** Opens the dashboard and waits for it, as a reader does.
 *  @param change  what the collector answers otherwise than usual */
export async function open(hash: string, change: Partial<Api> = {}): Promise<void> {
  close()
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
  close = () => removeEventListener('hashchange', again)
  await show()
}

export const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)
export const findAll = (id: string) => document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)
export const visitorHash = `#visitor=${koperReturning.id}`
