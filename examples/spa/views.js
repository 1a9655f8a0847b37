import { el } from './dom.js'
import { drawing } from './drawing.js'
import { findTents, tents, trips } from './tents.js'

/** The pages of the app. Each answers what the browser and the tag may know of it: title, topic (a word of
 *  <meta name="koop:topic">, or null to let the tag guess), item, and its content. */

const euro = (amount) => `€ ${amount.toFixed(2)}`
const cta = (href, name, label) => el('a', { class: 'button', href, 'data-cta': name }, label)
const facts = (tent) => `${tent.people} people, ${tent.weight} kg, stands ${tent.wind} km/h`
const row = (head, cells) =>
  el('tr', {}, el('th', { scope: 'row' }, head), ...cells.map((cell) => el('td', {}, cell)))

function card(tent) {
  return el(
    'li',
    {},
    el(
      'a',
      { href: tent.id },
      drawing(tent),
      el('strong', {}, tent.name),
      el('span', {}, facts(tent)),
      el('b', {}, euro(tent.price)),
    ),
  )
}

const cards = (list) => el('ul', { class: 'cards' }, ...list.map(card))

function home() {
  return {
    title: 'Leeside: find a tent that fits',
    topic: null,
    content: [
      el(
        'section',
        { class: 'hero' },
        el('h1', {}, 'Eight tents. One of them fits your trip.'),
        el(
          'p',
          {},
          'Tell us who comes along, how you carry it and how hard it blows. Three questions, no account.',
        ),
        cta('finder', 'start-finder', 'Find my tent'),
      ),
      cards([tents[1], tents[2], tents[4], tents[7]]),
    ],
  }
}

function weather() {
  return {
    title: 'Why tents fail in wind and rain | Leeside',
    topic: 'problem',
    content: [
      el('h1', {}, 'Wet at four in the morning'),
      el(
        'p',
        {},
        'Most wet nights are not a leak. Breath condenses on a cold flysheet: two people give off about a litre a night. Open a low and a high vent, also when it rains.',
      ),
      el('h2', {}, 'When it flaps'),
      el(
        'p',
        {},
        'A tent that flaps wears itself out. Pitch the narrow end into the wind, tension the guy lines crosswise, and look again after half an hour: nylon stretches when wet.',
      ),
      el('h2', {}, 'When it breaks'),
      el(
        'p',
        {},
        'Gusts above 80 km/h bend a simple dome flat. Poles that cross three times, or a low tunnel in line with the wind, hold longer.',
      ),
      el('p', {}, el('a', { href: 'finder' }, 'Which shape do I need?')),
    ],
  }
}

function finder({ tell }) {
  const results = el('div', { 'aria-live': 'polite' })
  const field = (id, label, options) =>
    el(
      'label',
      { for: id },
      label,
      el('select', { id }, ...options.map(([value, text]) => el('option', { value }, text))),
    )
  const form = el(
    'form',
    { class: 'finder', name: 'finder' },
    field(
      'people',
      'Who comes along?',
      [1, 2, 3, 4, 5].map((n) => [`${n}`, n === 1 ? 'Just me' : `${n} people`]),
    ),
    field('trip', 'How do you carry it?', Object.entries(trips)),
    field('wind', 'How hard does it blow?', [
      ['calm', 'Sheltered sites'],
      ['windy', 'Coast or mountains'],
    ]),
    el('button', { class: 'button', type: 'submit' }, 'Show tents'),
  )
  form.addEventListener('submit', (submit) => {
    submit.preventDefault()
    const [people, trip, wind] = ['people', 'trip', 'wind'].map((id) => form.querySelector(`#${id}`).value)
    const found = findTents({ people: Number(people), trip, windy: wind === 'windy' })
    tell('search', {
      query: `${people} ${people === '1' ? 'person' : 'people'} ${trips[trip]} ${wind}`,
      results: found.length,
    })
    results.replaceChildren(
      el(
        'h2',
        {},
        found.length === 0
          ? 'Nothing fits: try one person more or a calmer site'
          : `${found.length} that fit`,
      ),
      cards(found),
    )
  })
  return {
    title: 'Tent finder | Leeside',
    topic: 'solution',
    content: [el('h1', {}, 'Find my tent'), form, results],
  }
}

function all() {
  return { title: 'All tents | Leeside', topic: 'list', content: [el('h1', {}, 'All tents'), cards(tents)] }
}

function compare() {
  return {
    title: 'Compare tents | Leeside',
    topic: 'compare',
    content: [
      el('h1', {}, 'Side by side'),
      el(
        'div',
        { class: 'scroll' },
        el(
          'table',
          {},
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              ...['Tent', 'People', 'Weight', 'Gusts', 'Price'].map((head) =>
                el('th', { scope: 'col' }, head),
              ),
            ),
          ),
          el(
            'tbody',
            {},
            ...tents.map((tent) =>
              row(el('a', { href: tent.id }, tent.name), [
                `${tent.people}`,
                `${tent.weight} kg`,
                `${tent.wind} km/h`,
                euro(tent.price),
              ]),
            ),
          ),
        ),
      ),
    ],
  }
}

function about() {
  return {
    title: 'About us | Leeside',
    topic: 'about',
    content: [
      el('h1', {}, 'Behind the dune'),
      el(
        'p',
        {},
        'Three people who camped in the wrong tent too often. Every tent here spent a week on a beach with us before it got a name.',
      ),
      el(
        'p',
        {},
        'Leeside, Example Quay 3, 1234 AB Sandend. Registration number 00000000 (made up). ',
        el('a', { href: 'mailto:hello@leeside.example' }, 'hello@leeside.example'),
      ),
    ],
  }
}

function item(tent) {
  return {
    title: `${tent.name} | Leeside`,
    topic: 'item',
    item: tent.id,
    category: tent.trip,
    content: [
      el(
        'article',
        { class: 'item' },
        drawing(tent),
        el(
          'div',
          {},
          el('h1', {}, tent.name),
          el('p', {}, tent.pitch),
          el('p', { class: 'price' }, euro(tent.price)),
          el('p', {}, facts(tent), `, carried ${trips[tent.trip]}.`),
          cta(`order-${tent.id}`, 'order', `Order the ${tent.name}`),
          el('p', {}, el('a', { href: 'compare' }, 'Compare with the others')),
        ),
      ),
    ],
  }
}

function order(tent, { tell, go }) {
  const form = el(
    'form',
    { class: 'finder', name: 'order' },
    // No names: in this example nothing that is typed goes anywhere.
    el('label', { for: 'name' }, 'Name', el('input', { id: 'name', autocomplete: 'name', required: true })),
    el(
      'label',
      { for: 'mail' },
      'E-mail',
      el('input', { id: 'mail', type: 'email', autocomplete: 'email', required: true }),
    ),
    el('button', { class: 'button', type: 'submit' }, `Pay ${euro(tent.price)}`),
  )
  form.addEventListener('submit', (submit) => {
    submit.preventDefault()
    tell('conversion', { name: 'order', value: tent.price, currency: 'EUR' })
    go('thanks')
  })
  return {
    title: `Order the ${tent.name} | Leeside`,
    topic: 'checkout',
    item: tent.id,
    content: [el('h1', {}, `Order the ${tent.name}`), form],
  }
}

function thanks() {
  return {
    title: 'Thank you | Leeside',
    topic: 'checkout',
    content: [
      el('h1', {}, 'Thank you, sleep dry'),
      el(
        'p',
        {},
        'Your (made up) tent leaves tomorrow. ',
        el('a', { href: 'weather' }, 'How to pitch it in wind'),
      ),
    ],
  }
}

function missing() {
  return {
    title: 'Not found | Leeside',
    topic: null,
    content: [el('h1', {}, 'No such page'), el('p', {}, el('a', { href: './' }, 'To the start'))],
  }
}

const PAGES = new Map(
  Object.entries({ '': home, 'index.html': home, weather, finder, tents: all, compare, about, thanks }),
)

/** The page of a route, the last part of the address.
 *  @param app  what a page may do: tell(koop arguments), go(route) */
export function viewOf(route, app) {
  const page = PAGES.get(route)
  if (page) return page(app)
  const tent = tents.find(({ id }) => route === id || route === `order-${id}`)
  if (!tent) return missing()
  return route === tent.id ? item(tent) : order(tent, app)
}
