import { fillIn, fromTag, type WireBatch, type WireEvent } from '@koopsignaal/protocol'
import { vi } from 'vitest'

/** A page for the unit tests: loads the snippet's source as a browser would, with a fake `fetch` and a fake clock. */

export interface PageOptions {
  readonly consent?: 'off' | 'count' | 'cookieless'
  readonly hashRouting?: boolean
  readonly queryRouting?: boolean
  readonly src?: string
  /** Whether the page has loaded by then. */
  readonly isLoaded?: boolean
}

/** The tag's message in the words of `POST /v1/events`. */
const toWire = (body: string) => fromTag(JSON.parse(body))!.batch as WireBatch

/** What the fake collector answers; an Error makes the network fail. */
export type Answer = { readonly status: number; readonly body?: unknown } | Error

let undo: (() => void)[] = []

/** Sets a property for the length of a test. */
export function pretend(target: object, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value, configurable: true, writable: true })
  undo.push(() => {
    if (before) Object.defineProperty(target, name, before)
    else delete (target as Record<string, unknown>)[name]
  })
}

/** Puts the page back as it was: no listeners, cookies, `koop` or patched history left. */
export function closePage(): void {
  for (const step of undo.reverse()) step()
  undo = []
  vi.useRealTimers()
  vi.unstubAllGlobals()
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
  document.cookie = 'koop=;path=/;max-age=0'
  document.head.innerHTML = document.body.innerHTML = ''
}

/** jsdom has no Navigation API: this one tells of changed addresses as a browser does. Without it a page still works. */
function pretendNavigation(): EventTarget {
  const navigation = new EventTarget()
  const changed = () => navigation.dispatchEvent(new Event('currententrychange'))
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method]
    pretend(history, method, (...args: Parameters<typeof original>) => {
      original.apply(history, args)
      changed()
    })
  }
  return navigation
}

/** Opens a page at `path` that is visible and focused; the snippet is not loaded yet. */
export function openPage(path = '/') {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  const batches: WireBatch[] = []
  const requests: { url: string; init: RequestInit | undefined }[] = []
  const answers: Answer[] = []
  const listeners: Parameters<typeof removeEventListener>[] = []
  const add = window.addEventListener
  pretend(window, 'addEventListener', (...args: Parameters<typeof add>) => {
    listeners.push(args as Parameters<typeof removeEventListener>)
    add.apply(window, args)
  })
  undo.push(() => {
    for (const args of listeners) window.removeEventListener(...args)
  })
  history.replaceState(null, '', path)
  const navigation = pretendNavigation()
  pretend(window, 'koop', undefined)
  pretend(navigator, 'k', undefined)
  pretend(document, 'hidden', false)
  pretend(document, 'hasFocus', () => true)
  pretend(document.documentElement, 'scrollHeight', 1_000)
  pretend(window, 'scrollY', 0)
  pretend(window, 'innerHeight', 500)
  const receive = (url: URL, init?: RequestInit) => {
    requests.push({ url: url.href, init })
    if (init?.body) batches.push(toWire(init.body as string))
    const answer = answers.shift() ?? { status: 202, body: { accepted: 1, duplicates: 0, dropped: [] } }
    if (answer instanceof Error) return Promise.reject(answer)
    const { status, body = {} } = answer
    return Promise.resolve({ ok: status < 300, status, json: async () => body })
  }
  vi.stubGlobal('fetch', vi.fn(receive))
  vi.stubGlobal('navigation', navigation)

  const settle = (ms = 5) => vi.advanceTimersByTimeAsync(ms)
  const events = () => batches.flatMap((batch) => batch.events)
  return {
    batches,
    requests,
    answers,
    events,
    /** Lets this much time pass, and what is due in it happen. */
    wait: settle,
    /** The events of one type that arrived. */
    sent: <Type extends WireEvent['type']>(type: Type) =>
      events().filter((event): event is Extract<WireEvent, { type: Type }> => event.type === type),
    koop: (...call: unknown[]) => (window.koop as (...call: unknown[]) => void)(...call),
    /** Puts the line of the documentation in the page that keeps calls made before the script is there. */
    stub: () => {
      const koop = function (this: unknown, ...call: unknown[]) {
        const self = window.koop as { q?: { push(call: unknown): void } }
        self.q = self.q ?? []
        self.q.push(call)
      }
      window.koop = koop as NonNullable<typeof window.koop>
    },
    load: async (options: PageOptions = {}) => {
      const { consent = 'cookieless', hashRouting = false, queryRouting = false } = options
      vi.stubGlobal('KOOP_CORE', false)
      vi.stubGlobal('KOOP_OFF', consent === 'off')
      const settings = { site: 'example', consent, hashRouting, queryRouting }
      for (const name of ['KOOP_SITE', 'KOOP_ROUTE', 'KOOP_PARTS']) {
        const read = new Function(fillIn(`'KOOP_SITE';return ${name}`, settings))
        Object.defineProperty(globalThis, name, { get: read as () => unknown, configurable: true })
      }
      pretend(document, 'currentScript', { src: options.src ?? 'https://koop.example/k/example.js' })
      vi.resetModules()
      await import('./index.ts')
      if (options.isLoaded ?? true) window.dispatchEvent(new Event('pageshow'))
      await settle()
    },
    /** Hides or shows the page, as changing tabs does. */
    show: async (visible: boolean) => {
      Object.defineProperty(document, 'hidden', { value: !visible, configurable: true, writable: true })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      await settle()
    },
    click: async (selector: string, init: MouseEventInit = {}, type = 'click') => {
      const target = document.querySelector(selector) as Element
      const event = new MouseEvent(type, { bubbles: true, cancelable: true, ...init })
      // jsdom cannot navigate and says so; the snippet must not be the one who prevents.
      const prevented: boolean[] = []
      const after = (e: Event) => {
        prevented.push(e.defaultPrevented)
        e.preventDefault()
      }
      document.addEventListener(type, after)
      target.dispatchEvent(event)
      document.removeEventListener(type, after)
      await settle()
      return { prevented: prevented[0] }
    },
    scroll: (scrollY: number, scrollHeight = 1_000) => {
      Object.assign(window, { scrollY })
      Object.assign(document.documentElement, { scrollHeight })
      document.dispatchEvent(new Event('scroll'))
    },
  }
}
