// The cart page. A link such as winkelwagen.html?artikel=geotextiel-200 puts one in; the rest happens here.
;(() => {
  const lines = window.cart.read()
  const wanted = new URLSearchParams(location.search).get('artikel')

  if (window.catalogue.some((article) => article.id === wanted)) {
    lines[wanted] = (lines[wanted] ?? 0) + 1
    window.cart.write(lines)
    // So that a reload does not add it again.
    history.replaceState(null, '', location.pathname)
  }

  function cell(tag, className, ...children) {
    const node = document.createElement(tag)
    node.className = className
    node.append(...children)
    return node
  }

  function row(article) {
    const link = document.createElement('a')
    link.href = article.url
    link.textContent = article.name

    const amount = document.createElement('input')
    amount.type = 'number'
    amount.min = '1'
    amount.max = '99'
    amount.value = `${lines[article.id]}`
    amount.className = 'quantity'
    amount.setAttribute('aria-label', `Aantal ${article.name}`)
    amount.addEventListener('change', () => {
      lines[article.id] = Math.min(99, Math.max(1, Math.round(amount.valueAsNumber) || 1))
      save()
    })

    const remove = document.createElement('button')
    remove.type = 'button'
    remove.className = 'plain-button'
    remove.textContent = 'Verwijder'
    remove.setAttribute('aria-label', `Verwijder ${article.name}`)
    remove.addEventListener('click', () => {
      delete lines[article.id]
      save()
    })

    const line = document.createElement('tr')
    const head = cell('th', '', link)
    head.scope = 'row'
    line.append(
      head,
      cell('td', '', amount),
      cell('td', '', remove),
      cell('td', 'amount', window.euro(article.price * lines[article.id])),
    )
    return line
  }

  function save() {
    window.cart.write(lines)
    render()
  }

  function render() {
    const articles = window.catalogue.filter((article) => lines[article.id])
    const { delivery, total, untilFree } = window.orderOf(lines)
    document.querySelector('#cart-full').hidden = articles.length === 0
    document.querySelector('#cart-empty').hidden = articles.length > 0
    document.querySelector('#cart-lines').replaceChildren(...articles.map(row))
    document.querySelector('#cart-delivery').textContent = delivery === 0 ? 'gratis' : window.euro(delivery)
    document.querySelector('#cart-total').textContent = window.euro(total)
    document.querySelector('#cart-hint').textContent =
      delivery === 0
        ? 'Je bestelling wordt gratis bezorgd.'
        : `Nog ${window.euro(untilFree)} en we bezorgen gratis.`
  }

  render()
})()
