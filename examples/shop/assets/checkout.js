// The checkout: the fields have no names, so what is typed stays in the page; only the total goes to the thank-you page.
;(() => {
  const { goods, total } = window.orderOf(window.cart.read())

  document.querySelector('#checkout-empty').hidden = goods > 0
  document.querySelector('#checkout-full').hidden = goods === 0
  document.querySelector('#checkout-total').textContent = window.euro(total)
  document.querySelector('#checkout-form').addEventListener('submit', () => {
    try {
      sessionStorage.setItem('droogtuin.order', `${total.toFixed(2)}`)
    } catch {
      // Without storage the order is placed but the thank-you page cannot name its total.
    }
    window.cart.write({})
  })
})()
