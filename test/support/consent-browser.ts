import { fromTag, type WireBatch } from '@koopsignaal/protocol'

/** A browser as small as the snippet needs it: cookies that all tabs share, GPC, and tabs in which the built snippet runs. */

/** What a test may break, to see that it is noticed. */
export interface Fault {
  /** What `navigator.globalPrivacyControl` says. */
  readonly gpc?: (gpc: boolean) => boolean
  /** What becomes of a cookie that a page writes; null when nothing. */
  readonly cookie?: (text: string) => string | null
  /** What a page reads. */
  readonly read?: (cookies: string, tab: number) => string
  /** What becomes of a batch on its way. */
  readonly batch?: (batch: WireBatch, cookies: string) => WireBatch | null
  /** What becomes of a call of the page; null when nothing. */
  readonly call?: (call: readonly unknown[]) => readonly unknown[] | null
  /** What a page does beside, when it has loaded. */
  readonly loaded?: (storage: Map<string, string>) => void
}

type Snippet = (...globals: unknown[]) => void
type Koop = ((...call: unknown[]) => void) & { q?: { push(call: unknown): unknown } }

const GLOBALS = [
  'window',
  'document',
  'navigator',
  'location',
  'navigation',
  'addEventListener',
  'setTimeout',
  'fetch',
  'localStorage',
  'sessionStorage',
  'Date',
  'scrollY',
  'innerHeight',
]

/** @param text  what `/k/<site>.js` serves; in a page the properties of `window` are names */
export const compile = (text: string): Snippet =>
  new Function(...GLOBALS, `with (window) { ${text}\n}`) as Snippet

/** Nobody is ever engaged: only what consent is about is sent. */
class StoppedDate extends Date {
  static override now(): number {
    return 1_763_726_400_000
  }
}

/** One browser of one visitor.
 *  @param receive  gets each batch, and whether the browser says Sec-GPC */
export function openBrowser(
  snippet: Snippet,
  receive: (batch: WireBatch, gpc: boolean) => void,
  fault: Fault = {},
) {
  const jar = new Map<string, string>()
  const storage = new Map<string, string>()
  let gpc = false

  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const setCookie = (given: string) => {
    const text = fault.cookie ? fault.cookie(given) : given
    if (text === null) return
    const [pair = '', ...attributes] = text.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.some((one) => one.trim() === 'max-age=0')) jar.delete(name)
    else jar.set(name, value)
  }
  const kept = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  }

  /** Opens a page in a tab; what it said before the script came is kept for it. */
  const load = (tab: number, early: readonly (readonly unknown[])[]) => {
    let path = 0
    const listeners: ((event: object) => void)[] = []
    const location = {
      get pathname() {
        return `/${path}`
      },
      get href() {
        return `https://winkel.example/${path}`
      },
    }
    const document = {
      currentScript: { src: 'https://koop.example/k/example.js' },
      readyState: 'complete',
      hidden: false,
      title: 'x',
      referrer: '',
      documentElement: { scrollHeight: 0 },
      hasFocus: () => true,
      querySelectorAll: () => [],
      get cookie() {
        return fault.read ? fault.read(cookies(), tab) : cookies()
      },
      set cookie(text: string) {
        setCookie(text)
      },
    }
    const window: { koop?: Koop } = {}
    if (early.length > 0) {
      const koop = (() => {}) as unknown as Koop
      koop.q = early.flatMap((call) => {
        const said = fault.call ? fault.call(call) : call
        return said ? [said] : []
      })
      window.koop = koop
    }
    const fetch = async (_: URL, init?: { body: string }) => {
      const batch = fromTag(JSON.parse(init!.body))!.batch as WireBatch
      const sent = fault.batch ? fault.batch(batch, cookies()) : batch
      if (sent) receive(sent, gpc)
      return { ok: true, status: 202, json: async () => ({ accepted: 1 }) }
    }
    const navigator = {
      globalPrivacyControl: fault.gpc ? fault.gpc(gpc) : gpc,
      doNotTrack: null,
      webdriver: false,
      onLine: true,
    }
    // `true` is 1 ms.
    const soon = (action: (...rest: unknown[]) => void, ms: number | boolean = 0, ...rest: unknown[]) =>
      Number(ms) > 1 ? undefined : action(...rest)
    const navigation = {
      addEventListener: (_: string, listener: (event: object) => void) => listeners.push(listener),
    }
    snippet(
      window,
      document,
      navigator,
      location,
      navigation,
      () => {},
      soon,
      fetch,
      kept,
      kept,
      StoppedDate,
      0,
      0,
    )
    fault.loaded?.(storage)
    return {
      call(...call: readonly unknown[]) {
        const said = fault.call ? fault.call(call) : call
        if (said) window.koop?.q?.push(said)
      },
      go() {
        path++
        for (const listener of listeners) listener({})
      },
    }
  }
  return {
    load,
    setGpc: (on: boolean) => {
      gpc = on
    },
    cookies,
    /** All that is on the device, as text. */
    device: () => cookies() + [...storage].map(String).join(),
  }
}
