import { LANGUAGES, type Language, type UnixMs } from '@koopsignaal/protocol'
import type { Api } from './api.ts'
import type { Context } from './context.ts'
import { createFormat } from './format.ts'
import { createFrame, type Frame } from './frame.ts'
import type { OpenLive } from './live-stream.ts'
import { createLoader } from './load.ts'
import { textsIn } from './texts/texts.ts'
import { parseState, toHash } from './url-state.ts'

/** What the page needs of the browser that it runs in. */
export interface Browser {
  readonly api: Api
  readonly openLive: OpenLive
  readonly location: Location
  /** The languages that the reader prefers, best first: 'nl-NL'. */
  readonly languages: readonly string[]
  readonly now: () => UnixMs
}

/** Starts the dashboard in `root`. The address decides what is shown: every change of it shows the page anew.
 *  @returns shows what the address says now; for the browser's `hashchange` */
export function startApp(root: HTMLElement, browser: Browser): () => Promise<void> {
  const frame = createFrame(root)
  const loader = createLoader(browser)
  let latest = 0
  const show = async (): Promise<void> => {
    latest += 1
    const turn = latest
    const context = contextOf(browser, frame, {
      again: () => void show(),
      fail: (error) => put(turn, loader.failed(error, context, show)),
    })
    const put = (asked: number, page: Parameters<Frame['put']>[0]) => {
      // Whoever clicked on meanwhile waits for another page.
      if (asked === latest) frame.put(page, context.t.skip, context.t.loaded)
    }
    frame.busy(context.t.loading)
    try {
      put(turn, await loader.load(context))
    } catch (error) {
      context.fail(error)
    }
  }
  return show
}

function contextOf(
  { api, openLive, location, languages, now }: Browser,
  frame: Frame,
  acts: Pick<Context, 'again' | 'fail'>,
): Context {
  const state = parseState(location.hash)
  const language = state.language ?? preferred(languages)
  return {
    api,
    openLive,
    now,
    language,
    t: textsIn(language),
    format: createFormat(language, 'UTC', now()),
    state,
    link: (change) => toHash({ ...state, ...change }),
    go: (change) => {
      location.hash = toHash({ ...state, ...change })
    },
    announce: frame.announce,
    ...acts,
  }
}

/** The first language that the page speaks; English for everybody else. */
function preferred(languages: readonly string[]): Language {
  return languages.map((tag) => LANGUAGES.find((one) => tag.startsWith(one))).find(Boolean) ?? 'en'
}
