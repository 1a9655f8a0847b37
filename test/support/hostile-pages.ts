/** A page that is hard on a script. */
export interface HostilePage {
  readonly name: string
  /** Runs before the snippet. */
  readonly script?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly head?: string
  readonly body?: string
  readonly type?: string
  readonly path?: string
  /** Puts the page into another one. */
  readonly inside?: (page: string) => string
  /** True: exactly one page view must arrive. Undefined: whatever happens, no error reaches the page. */
  readonly counted?: boolean
}

const csp = (policy: string) => ({ 'content-security-policy': policy })

/** Reading it throws. */
const throwing = (target: string, name: string) =>
  `Object.defineProperty(${target}, '${name}', { configurable: true, get() { throw new Error('${name}') } });`

/** Calling it throws. */
const broken = (...methods: string[]) =>
  methods.map((method) => `${method} = () => { throw new Error('${method}') };`).join('')

const quoted = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** What other scripts do to the language. */
const LANGUAGE: readonly HostilePage[] = [
  {
    name: 'frozen prototypes',
    script:
      '[Object, Array, EventTarget, Window, Document, Function].forEach((c) => Object.freeze(c.prototype))',
    counted: true,
  },
  {
    name: 'a frozen document, navigator and location',
    script: 'Object.freeze(document);Object.freeze(navigator)',
    counted: true,
  },
  { name: 'methods added to Array', script: 'Array.prototype.extra = () => {}', counted: true },
  {
    name: 'methods of Array that throw',
    script: broken(...['forEach', 'splice', 'concat', 'reduce'].map((m) => `Array.prototype.${m}`)),
    counted: true,
  },
  {
    name: 'an added Object.prototype',
    script: 'Object.prototype.type = "x"; Object.prototype.extra = 1',
    counted: true,
  },
  { name: 'an Object.prototype with a toJSON that throws', script: broken('Object.prototype.toJSON') },
  { name: 'an Object.prototype that knows koop', script: throwing('Object.prototype', 'koop') },
  {
    name: 'an old JSON library',
    script: 'Array.prototype.toJSON = undefined; String.prototype.toJSON = undefined',
    counted: true,
  },
  { name: 'a library that writes lists as text', script: 'Array.prototype.toJSON = () => "[]"' },
  { name: 'JSON.stringify that throws', script: broken('JSON.stringify') },
  { name: 'a Promise of its own', script: 'window.Promise = class extends Promise {}', counted: true },
  { name: 'a Promise that is missing', script: 'window.Promise = undefined' },
  { name: 'then that throws', script: broken('Promise.prototype.then') },
  {
    name: 'texts that cannot be matched',
    script: broken('String.prototype.match', 'String.prototype.replace'),
  },
  { name: 'patterns that cannot be tried', script: broken('RegExp.prototype.exec') },
  {
    name: 'functions that cannot be called by name',
    script: broken('Function.prototype.call', 'Function.prototype.apply'),
    counted: true,
  },
  { name: 'a clock that says nothing', script: 'Date.now = () => NaN', counted: true },
  { name: 'chance that says nothing', script: 'Math.random = () => NaN', counted: true },
  { name: 'no timers', script: broken('window.setTimeout', 'window.setInterval'), counted: true },
  { name: 'no URL', script: 'window.URL = undefined' },
]

/** Parts of the browser that are missing, forbidden or replaced. */
const BROWSER: readonly HostilePage[] = [
  { name: 'a frozen history', script: 'Object.freeze(history)', counted: true },
  {
    name: 'a patched history',
    script: "history.pushState = () => { throw new Error('mine') }; history.replaceState = null",
    counted: true,
  },
  {
    name: 'storage that throws',
    script:
      throwing('window', 'localStorage') +
      throwing('window', 'sessionStorage') +
      throwing('window', 'indexedDB'),
    counted: true,
  },
  { name: 'cookies that throw', script: throwing('document', 'cookie') },
  { name: 'crypto that is missing', script: "Object.defineProperty(window, 'crypto', { value: undefined })" },
  { name: 'crypto that throws', script: broken('crypto.getRandomValues') },
  { name: 'fetch that throws', script: broken('window.fetch') },
  { name: 'fetch that never ends', script: 'window.fetch = () => new Promise(() => {})' },
  { name: 'fetch that answers with nothing', script: 'window.fetch = () => undefined' },
  {
    name: 'fetch that answers with something else',
    script: 'window.fetch = async () => ({ ok: true, status: 200 })',
  },
  {
    name: 'fetch that a monitor has wrapped',
    script: '{ const real = fetch; window.fetch = (...a) => real(...a).then((r) => (r.clone().text(), r)) }',
    counted: true,
  },
  {
    name: 'no fetch and no sendBeacon',
    script: 'window.fetch = undefined; navigator.sendBeacon = undefined',
  },
  {
    name: 'no Navigation API',
    script: "Object.defineProperty(window, 'navigation', { value: undefined })",
    counted: true,
  },
  {
    name: 'a Navigation API that throws',
    script: `Object.defineProperty(window, 'navigation', { value: { addEventListener() { throw new Error('navigation') } } })`,
    counted: true,
  },
  { name: 'addEventListener that is missing', script: 'EventTarget.prototype.addEventListener = undefined' },
  {
    name: 'addEventListener that a framework has wrapped',
    script: `{ const add = EventTarget.prototype.addEventListener
      EventTarget.prototype.addEventListener = function (type, f, o) { return add.call(this, type, (e) => f.call(this, e), o) } }`,
    counted: true,
  },
  { name: 'elements that cannot look up', script: 'Element.prototype.closest = undefined', counted: true },
  {
    name: 'events that are stopped before anybody sees them',
    script: `for (const type of ['click', 'focus', 'scroll', 'visibilitychange', 'pageshow'])
      addEventListener(type, (e) => e.stopImmediatePropagation(), true)`,
    counted: true,
  },
  { name: 'a refusal that cannot be read', script: throwing('navigator', 'doNotTrack') },
  {
    name: 'an error handler that throws',
    script: "window.onerror = () => { throw new Error('again') }",
    counted: true,
  },
]

/** Names that the page has taken. */
const NAMES: readonly HostilePage[] = [
  { name: 'a koop of its own', script: 'window.koop = () => 7', counted: true },
  { name: 'a frozen koop of its own', script: 'window.koop = Object.freeze(() => 7)' },
  { name: 'a koop that is no function', script: 'window.koop = 7' },
  { name: 'a koop that cannot be read', script: throwing('window', 'koop') },
  {
    name: 'a koop that throws whatever is asked',
    script:
      "window.koop = new Proxy(() => {}, { get() { throw new Error('koop') }, set() { throw new Error('koop') } })",
  },
  {
    name: 'calls that are none',
    script: 'window.koop = () => {}; koop.q = [null, 7, {}, [], ["consent"]]',
    counted: true,
  },
  { name: 'a queue that is none', script: 'window.koop = () => {}; koop.q = 7' },
  { name: 'an element called koop', body: '<div id="koop"></div>', counted: true },
  {
    name: 'a form whose fields shadow it',
    body: '<form><input name="attributes"><input name="koop"></form>',
    counted: true,
  },
  { name: 'an element that shadows document.currentScript', head: '<form name="currentScript"></form>' },
  {
    name: 'elements that shadow document.cookie and title',
    head: '<form name="cookie"></form><img name="title">',
  },
  {
    name: 'elements that shadow document.documentElement and hidden',
    head: '<form name="documentElement"></form><form name="hidden"></form>',
  },
]

/** What the server says of the page. */
const POLICIES: readonly HostilePage[] = [
  { name: 'a policy that forbids connections', headers: csp("connect-src 'none'") },
  {
    name: 'a policy that allows the collector',
    headers: csp(
      "default-src 'none'; script-src 'unsafe-inline' http://localhost:*; connect-src http://localhost:*",
    ),
    counted: true,
  },
  { name: 'a policy without the host', headers: csp("default-src 'none'; script-src 'unsafe-inline'") },
  {
    name: 'Trusted Types',
    headers: csp("require-trusted-types-for 'script'; trusted-types 'none'"),
    counted: true,
  },
  { name: 'a sandboxing policy', headers: csp('sandbox allow-scripts') },
  {
    name: 'a sandboxing policy with an origin',
    headers: csp('sandbox allow-scripts allow-same-origin'),
    counted: true,
  },
  { name: 'no referrer', headers: { 'referrer-policy': 'no-referrer' }, counted: true },
  { name: 'an isolated page', headers: { 'cross-origin-opener-policy': 'same-origin' }, counted: true },
  {
    name: 'a page that embeds only who allows it',
    headers: { 'cross-origin-embedder-policy': 'require-corp' },
    counted: true,
  },
  { name: 'another encoding', headers: { 'content-type': 'text/html; charset=iso-8859-1' }, counted: true },
]

/** Other kinds of document, and pages in pages. */
const DOCUMENTS: readonly HostilePage[] = [
  { name: 'XHTML', type: 'application/xhtml+xml', counted: true },
  { name: 'no body', body: '<frameset></frameset>', counted: true },
  {
    name: 'a sandboxed frame',
    inside: (page) => `<iframe sandbox="allow-scripts" srcdoc="${quoted(page)}"></iframe>`,
  },
  { name: 'a frame', inside: (page) => `<iframe srcdoc="${quoted(page)}"></iframe>`, counted: true },
  {
    name: 'a data: address',
    inside: (page) => `<iframe src="data:text/html,${encodeURIComponent(page)}"></iframe>`,
  },
  {
    name: 'a blob: address',
    inside: (page) =>
      `<script>const f = document.createElement('iframe'); f.src = URL.createObjectURL(new Blob([${JSON.stringify(page).replaceAll('<', '\\u003c')}], { type: 'text/html' }))
      document.documentElement.append(f)</script>`,
    counted: true,
  },
  {
    name: 'a page that writes itself',
    inside: (page) => `<script>document.write(${JSON.stringify(page).replaceAll('<', '\\u003c')})</script>`,
    counted: true,
  },
  {
    name: 'a page that removes its scripts',
    script:
      'new MutationObserver(() => document.querySelectorAll("script[src]").forEach((s) => s.remove())).observe(document, { childList: true, subtree: true })',
  },
  {
    name: 'closed shadows',
    body: `<div id="host"></div><script>host.attachShadow({ mode: 'closed' }).innerHTML = '<a data-cta="x" href="#">x</a>'</script>`,
    counted: true,
  },
  {
    name: 'a storm of changes',
    body: `<i id="storm"></i><script>let left = 5000; new MutationObserver(() => left-- > 0 && storm.append('x')).observe(storm, { childList: true }); storm.append('x')</script>`,
    counted: true,
  },
  {
    name: 'a storm of addresses',
    body: '<script>for (let n = 0; n < 100; n++) history.replaceState(null, "", "#" + n)</script>',
    counted: true,
  },
]

/** Much of something. */
const SIZES: readonly HostilePage[] = [
  { name: '20,000 links', body: '<a href="/x">x</a>'.repeat(20_000), counted: true },
  { name: '5,000 levels', body: '<div>'.repeat(5_000), counted: true },
  // More would not fit into a message that outlives its page: 64 KiB.
  { name: '4,000 meta elements', head: '<meta name="koop:x" content="y">'.repeat(4_000), counted: true },
  { name: '50,000 meta elements', head: '<meta name="koop:x" content="y">'.repeat(50_000) },
  { name: 'a title of 100,000 characters', script: 'document.title = "x".repeat(1e5)' },
  { name: 'half a character in the title', script: 'document.title = "\\ud800"', counted: true },
  { name: 'an address of 8,000 characters', path: `/${'x'.repeat(8_000)}`, counted: true },
  { name: 'an address that is no text', path: '/%E0%A4%A?%ff=%', counted: true },
  { name: 'a base element', body: '<base href="https://elsewhere.example/">', counted: true },
]

export const HOSTILE_PAGES: readonly HostilePage[] = [
  { name: 'an ordinary page', counted: true },
  ...LANGUAGE,
  ...BROWSER,
  ...NAMES,
  ...POLICIES,
  ...DOCUMENTS,
  ...SIZES,
]
