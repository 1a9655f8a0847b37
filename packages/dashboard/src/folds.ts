/** Which folded parts of a page the reader has opened, by the section that they stand in and what they say. */
export function openFolds(page: Element): ReadonlySet<string> {
  return new Set([...page.querySelectorAll('details[open]')].map(nameOf))
}

/** Opens them on the page as it was drawn anew, so that it looks as it was left. */
export function openAgain(page: Element, names: ReadonlySet<string>): void {
  for (const fold of page.querySelectorAll('details')) if (names.has(nameOf(fold))) fold.open = true
}

function nameOf(fold: Element): string {
  const place = fold.closest('section')?.getAttribute('aria-labelledby') ?? ''
  return `${place} ${fold.querySelector('summary')?.textContent}`
}
