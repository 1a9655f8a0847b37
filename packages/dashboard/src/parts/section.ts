import { ApiError } from '../api.ts'
import type { Context } from '../context.ts'
import { type Child, h } from '../dom.ts'

/** An answer, or why there is none: one part of a page may fail and the others stand. */
export type Tried<T> =
  | { readonly status: 'answered'; readonly answer: T }
  | { readonly status: 'failed'; readonly message: string }

/** Waits for an answer that the page can do without.
 *  @throws ApiError 401 and 0: not logged in, or nobody there, is about the whole page */
export async function attempt<T>(asked: Promise<T>): Promise<Tried<T>> {
  try {
    return { status: 'answered', answer: await asked }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 401 || error.status === 0) throw error
    return { status: 'failed', message: error.message }
  }
}

export interface SectionOptions {
  /** Names the section in its address and for tests. */
  readonly id: string
  readonly title: string
  readonly intro?: string
}

/** A part of a page under its heading. */
export function section({ id, title, intro }: SectionOptions, ...children: readonly Child[]): HTMLElement {
  return h(
    'section',
    { class: 'block', 'aria-labelledby': id, 'data-testid': id },
    h('h2', { id }, title),
    intro !== undefined && h('p', { class: 'intro' }, intro),
    ...children,
  )
}

/** A part whose answer may be missing: then it says so, and the rest of the page stands. */
export function sectionOf<T>(
  tried: Tried<T>,
  options: SectionOptions,
  context: Context,
  draw: (answer: T) => readonly Child[],
): HTMLElement {
  if (tried.status === 'answered') return section(options, ...draw(tried.answer))
  const { t, again } = context
  return section(
    options,
    h(
      'div',
      { class: 'empty is-failed', role: 'alert', 'data-testid': `${options.id}-failed` },
      h('p', {}, t.partFailed),
      tried.message !== '' && h('p', { class: 'quiet' }, `${t.theServerSays} `, h('q', {}, tried.message)),
      h('button', { type: 'button', class: 'is-plain', click: again }, t.retry),
    ),
  )
}

/** What stands where there is nothing to show, and what to do about it. */
export function nothing(id: string, ...text: readonly Child[]): HTMLElement {
  return h('div', { class: 'empty', 'data-testid': id }, ...text)
}
