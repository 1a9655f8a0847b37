import { type Child, h } from './dom.ts'
import { openAgain, openFolds } from './folds.ts'

/** What a page shows, and what ends when the reader goes elsewhere. */
export interface Content {
  readonly parts: readonly Child[]
  /** Lets go of what stays open, such as a stream of events. */
  readonly leave?: () => void
}

/** A page ready to be shown. */
export interface Page extends Content {
  /** Pages with the same key are the same page in another state: the focus stays where it is. */
  readonly key: string
  readonly title: string
  readonly language: string
  readonly header: HTMLElement
}

/** What stays while pages come and go. */
export interface Frame {
  readonly busy: (text: string) => void
  readonly put: (page: Page, skip: string, done: string) => void
  /** Says something to screen readers without moving the focus. */
  readonly announce: (text: string) => void
}

/** Fills `root` with the frame. */
export function createFrame(root: HTMLElement): Frame {
  const main = h('main', { id: 'main', tabindex: -1 })
  const top = h('div', {})
  const status = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite', 'data-testid': 'status' })
  const skip = h('button', { type: 'button', class: 'skip', click: () => main.focus() })
  let last: Page | null = null
  root.replaceChildren(skip, top, main, status)
  return {
    busy: (text) => {
      main.setAttribute('aria-busy', 'true')
      status.textContent = text
      if (main.childElementCount === 0) main.replaceChildren(waiting(text))
    },
    put: (page, skipText, done) => {
      last?.leave?.()
      const focused = document.activeElement?.id ?? ''
      const folds = openFolds(main)
      document.documentElement.lang = page.language
      document.title = page.title
      skip.textContent = skipText
      top.replaceChildren(page.header)
      main.replaceChildren(...page.parts.filter((part) => part !== null && part !== false))
      main.removeAttribute('aria-busy')
      status.textContent = done
      if (last !== null && last.key !== page.key) arrive(main, last.key)
      else {
        openAgain(main, folds)
        if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true })
      }
      last = page
    },
    announce: (text) => {
      status.textContent = text
    },
  }
}

/** The shape of a page whose figures are on their way. */
function waiting(text: string): HTMLElement {
  const block = (name: string) => h('span', { class: `skeleton is-${name}` })
  return h(
    'div',
    { class: 'loading' },
    h('p', { class: 'quiet' }, text),
    h(
      'div',
      { 'aria-hidden': 'true', class: 'skeletons' },
      block('wide'),
      block('a'),
      block('b'),
      block('c'),
    ),
  )
}

/** Moves the focus to a new page's heading; on the way back, to the link that was followed. */
function arrive(main: HTMLElement, cameFrom: string): void {
  const followed = document.getElementById(cameFrom)
  if (followed === null) {
    main.querySelector('h1')?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  } else {
    followed.focus()
  }
}
