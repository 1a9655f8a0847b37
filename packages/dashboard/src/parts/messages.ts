import { ApiError } from '../api.ts'
import type { Context } from '../context.ts'
import { type Child, h } from '../dom.ts'

/** A whole page that says one thing and what to do about it. */
export function messagePage(id: string, title: string, ...body: readonly Child[]): HTMLElement {
  return h('section', { class: 'message', 'data-testid': id }, h('h1', { tabindex: -1 }, title), ...body)
}

/** A command to copy. */
export function command(text: string): HTMLElement {
  return h('pre', { class: 'command', tabindex: 0 }, h('code', {}, text))
}

export function noSitesPage({ t }: Context): HTMLElement {
  return messagePage(
    'no-sites',
    t.noSites,
    h('p', {}, t.howToAddSite),
    command('npx koopsignaal site add example --domain example.nl'),
  )
}

/** What the collector said of a refusal, for beside the field that it is about. */
export function messageOf(error: unknown, { t }: Context): string {
  return error instanceof Error && error.message !== '' ? error.message : t.failed
}

/** What went wrong, in words, and the way on. */
export function errorPage(error: unknown, context: Context, retry: () => void): HTMLElement {
  const { t, state, link } = context
  const status = error instanceof ApiError ? error.status : null
  if (status === 401) {
    return messagePage(
      'logged-out',
      t.notLoggedIn,
      h('p', {}, t.howToLogIn),
      command('npx koopsignaal login'),
    )
  }
  const way =
    status === 403 || status === 404
      ? h(
          'a',
          {
            class: 'button',
            href: link({ visitor: null, site: state.visitor === null ? null : state.site }),
          },
          t.toOverview,
        )
      : h('button', { type: 'button', id: 'retry', 'data-testid': 'retry', click: retry }, t.retry)
  return messagePage('error', t.failed, ...explanation(error, status, context), h('p', {}, way))
}

function explanation(error: unknown, status: number | null, { t, state }: Context): readonly Child[] {
  if (status === 0) return [h('p', {}, t.unreachable)]
  if (status === 403 || status === 404) {
    return [h('p', {}, state.visitor === null ? t.siteNotFound : t.visitorNotFound)]
  }
  const message = error instanceof Error ? error.message : String(error)
  return message === '' ? [] : [h('p', {}, `${t.theServerSays} `, h('q', {}, message))]
}
