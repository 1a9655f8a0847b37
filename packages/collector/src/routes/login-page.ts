import { hash } from 'node:crypto'
import type { Language } from '@koopsignaal/protocol'

const TEXTS = {
  nl: {
    title: 'Inloggen bij Koopsignaal',
    why: 'Deze link werkt één keer. Druk op de knop om hem in deze browser te gebruiken.',
    button: 'Inloggen',
  },
  en: {
    title: 'Log in to Koopsignaal',
    why: 'This link works once. Press the button to use it in this browser.',
    button: 'Log in',
  },
} as const

const STYLE = `
:root { color-scheme: light dark; font: 1.05rem/1.55 system-ui, sans-serif }
main { max-width: 26rem; margin: 18vh auto; padding: 0 1.25rem }
h1 { font-size: 1.5rem }
button { font: inherit; font-weight: 600; padding: .6rem 1.4rem; border: 0; border-radius: .4rem; background: #0b5c55; color: #fff; cursor: pointer }
button:focus-visible { outline: 3px solid; outline-offset: 3px }
`

/** Nothing but the style that stands in it, and a form that goes back to where it came from. */
export const LOGIN_PAGE_CSP = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A page with one button that uses a log-in link up: what only reads the link does not press it.
 *  @param key  as it was made: of letters, digits, _ and - */
export function loginPage(key: string, language: Language): string {
  const { title, why, button } = TEXTS[language]
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${why}</p>
<form method="post" action="/login"><input type="hidden" name="key" value="${key}"><button>${button}</button></form>
</main></body></html>
`
}
