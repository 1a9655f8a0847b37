// The quote and contact forms: their fields have no names, so nothing that is typed leaves the page in this demo.
;(() => {
  for (const form of document.querySelectorAll('form[data-request]')) {
    form.addEventListener('submit', () => {
      try {
        sessionStorage.setItem(`droogtuin.${form.dataset.request}`, '1')
      } catch {
        // Then the thank-you page thanks without counting.
      }
    })
  }
})()
