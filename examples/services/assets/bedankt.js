// One conversion for each request that arrives here from the form; a reload, or coming back, is not a second one.
window.koop =
  window.koop ||
  ((...call) => {
    window.koop.q = window.koop.q || []
    window.koop.q.push(call)
  })

const [navigation] = performance.getEntriesByType('navigation')
if (navigation?.type === 'navigate' && document.referrer.includes('/afspraak.html')) {
  window.koop('conversion', { name: 'afspraak' })
}
