// Calls made before the tag has loaded wait in this queue; the tag replaces the function and empties it.
window.koop =
  window.koop ||
  ((...call) => {
    window.koop.q = window.koop.q || []
    window.koop.q.push(call)
  })

// A cart is kept for this tab only, and only once the visitor puts something in it.
window.cart = {
  read() {
    try {
      return JSON.parse(sessionStorage.getItem('droogtuin.cart') ?? '{}')
    } catch {
      return {}
    }
  },
  write(lines) {
    try {
      if (Object.keys(lines).length === 0) sessionStorage.removeItem('droogtuin.cart')
      else sessionStorage.setItem('droogtuin.cart', JSON.stringify(lines))
    } catch {
      // Storage can be forbidden; the cart then lasts as long as the page.
    }
    window.cart.showCount(lines)
  },
  showCount(lines) {
    const count = Object.values(lines).reduce((sum, amount) => sum + amount, 0)
    for (const badge of document.querySelectorAll('.cart-count')) badge.textContent = count ? `${count}` : ''
  },
}
window.cart.showCount(window.cart.read())
