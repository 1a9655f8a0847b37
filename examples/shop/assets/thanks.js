// The thank-you pages: one conversion for one order or one request, also when the page is reloaded.
;(() => {
  function take(key) {
    try {
      const value = sessionStorage.getItem(key)
      sessionStorage.removeItem(key)
      return value
    } catch {
      return null
    }
  }

  const kind = document.body.dataset.thanks
  if (kind === 'order') {
    const total = Number(take('droogtuin.order'))
    if (!(total > 0)) return
    window.koop('conversion', { name: 'order', value: total, currency: 'EUR' })
    document.querySelector('#order-none').hidden = true
    document.querySelector('#order-done').hidden = false
    document.querySelector('#order-total').textContent = window.euro(total)
  } else if (take(`droogtuin.${kind}`) !== null) {
    window.koop('conversion', { name: kind })
  }
})()
