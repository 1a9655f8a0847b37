// The search page: finds in the catalogue and tells Koopsignaal what was asked and how much there was.
;(() => {
  const query = (new URLSearchParams(location.search).get('q') ?? '').trim()
  const summary = document.querySelector('#search-summary')
  const list = document.querySelector('#search-results')
  for (const box of document.querySelectorAll('input[type="search"]')) box.value = query
  if (query === '') return

  const words = query.toLocaleLowerCase('nl').split(/\s+/)
  const matches = ({ name, words: extra }) => {
    const haystack = `${name} ${extra}`.toLocaleLowerCase('nl')
    return words.every((word) => haystack.includes(word))
  }
  const found = [...window.catalogue, ...window.pages].filter(matches)

  window.koop('search', { query, results: found.length })
  document.title = `Zoeken naar ${query} | Droogtuin`
  summary.textContent =
    found.length === 0
      ? `Niets gevonden voor ‘${query}’. Probeer een ander woord, of bel ons even: dan zoeken we mee.`
      : `${found.length} ${found.length === 1 ? 'resultaat' : 'resultaten'} voor ‘${query}’`

  for (const { name, url, price } of found) {
    const title = document.createElement('strong')
    title.textContent = name
    const note = document.createElement('span')
    note.textContent = price === undefined ? 'Uitleg' : window.euro(price)
    const link = document.createElement('a')
    link.href = url
    link.append(title, note)
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
})()
