// A router on history.pushState. Routes are one part deep, so that every relative address keeps its meaning whatever
// prefix the folder is served under; the server answers index.html for each of them.
import { viewOf } from './views.js'

// Calls made before the tag has loaded wait in this queue; the tag replaces the function and empties it.
window.koop =
  window.koop ||
  ((...call) => {
    window.koop.q = window.koop.q || []
    window.koop.q.push(call)
  })

const main = document.querySelector('#view')
const routeOf = (url) => new URL(url).pathname.split('/').at(-1)
const folder = new URL('./', location.href)

/** Sets, or takes away, what the page says of itself to the tag. */
function setMeta(name, content) {
  const found = document.head.querySelector(`meta[name="${name}"]`)
  if (!content) return found?.remove()
  const meta = found ?? document.head.appendChild(document.createElement('meta'))
  meta.name = name
  meta.content = content
}

// The tag calls window.koop by its latest meaning, so the app always looks it up.
const app = { tell: (...call) => window.koop(...call), go }

function describe(route) {
  const view = viewOf(route, app)
  document.title = view.title
  setMeta('koop:topic', view.topic)
  setMeta('koop:item', view.item)
  setMeta('koop:category', view.category)
  return view
}

function show(view, route) {
  main.replaceChildren(...view.content)
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === route) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

/** Title and meta change before the address does: the tag reads them when it sees the new address. */
function go(route) {
  const view = describe(route)
  history.pushState(null, '', new URL(route || './', folder))
  show(view, route)
  main.focus({ preventScroll: true })
  window.scrollTo(0, 0)
}

document.addEventListener('click', (click) => {
  const link = click.target.closest?.('a[href]')
  const isPlain = click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.altKey
  if (!link || !isPlain || link.getAttribute('href').startsWith('#')) return
  if (!link.href.startsWith(folder.href)) return
  click.preventDefault()
  go(routeOf(link.href))
})

function showHere() {
  const route = routeOf(location.href)
  show(describe(route), route)
}

window.addEventListener('popstate', showHere)
showHere()

const signal = document.querySelector('#signal')
const consent = document.querySelector('#consent')
let granted = /(^|; )koop=/.test(document.cookie)

function showConsent() {
  consent.textContent = granted ? 'Withdraw and erase' : 'Follow my steps'
  signal.value = granted
    ? 'Koopsignaal follows your steps, with your consent.'
    : 'Koopsignaal counts this visit without recognising you.'
}

consent.addEventListener('click', () => {
  granted = !granted
  window.koop('consent', granted ? 'granted' : 'withdrawn')
  showConsent()
})
window.koop('segment', (answer) => {
  if (granted && answer)
    signal.value = `Koopsignaal takes you for a ${answer.segment} (${answer.phase}), score ${answer.score}.`
})
showConsent()
