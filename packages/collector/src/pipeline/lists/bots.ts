/** Programs that the isbot package (5.2) does not know. Each was seen to pass it; no browser carries these words.
 *  Source: the makers' own documentation of their user agents; reviewed 2026-11. */
export const MORE_BOTS = /\b(?:GTmetrix|Puppeteer|jsdom|WindowsPowerShell)\b|^Dart\//i
