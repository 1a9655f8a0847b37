import type { Browser, Page } from 'playwright-core'

/** What of a trace event is read here.
 *  Source: the Trace Event Format; times in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly ts: number
  readonly dur?: number
  /** Of `dur`, the time that the thread really ran: less where other programs had the processor. */
  readonly tdur?: number
  readonly pid: number
  readonly tid: number
  readonly args?: {
    readonly data?: {
      readonly url?: string
      readonly stackTrace?: readonly { readonly url?: string }[]
      readonly functionName?: string
    }
    readonly beginData?: { readonly stackTrace?: readonly { readonly url?: string }[] }
  }
}

/** What one script did on the main thread while its page loaded. */
export interface LoadTrace {
  /** Compiling it, running it and running its listeners, in microseconds of the thread's own time. */
  readonly scriptUs: number
  /** What of that came before the page's load event was over. */
  readonly beforeLoadUs: number
  /** How often it made the browser lay the page out at once. */
  readonly forcedLayouts: number
  /** Tasks of over 50 ms in which it ran. */
  readonly longTasks: number
  /** How many trace events were its own: 0 means that it was not seen. */
  readonly seen: number
}

const LONG_TASK_US = 50_000

const RUNS = new Set(['EvaluateScript', 'v8.compile', 'FunctionCall'])
const LAYOUTS = new Set(['Layout', 'UpdateLayoutTree'])

/** What is needed to tell time. */
const TIMES = ['-*', 'toplevel', 'v8', 'devtools.timeline']
/** What tells who asked for a layout; noting down stacks costs more than what is to be measured. */
const STACKS = ['disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.stack']

/** Loads a page under a trace.
 *  @param scripts  what the addresses of the script begin with
 *  @param stacks   whether to see forced layouts; then the times are too long */
export async function traceLoad(
  browser: Browser,
  page: Page,
  { url, scripts, stacks = false }: { url: string; scripts: string; stacks?: boolean },
): Promise<LoadTrace> {
  await browser.startTracing(page, { categories: stacks ? [...TIMES, ...STACKS] : TIMES })
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(100)
  const text = (await browser.stopTracing()).toString()
  const { traceEvents } = JSON.parse(text) as { traceEvents: TraceEvent[] }
  const isOwn = ({ args }: TraceEvent) =>
    args?.data?.url?.startsWith(scripts) ||
    (args?.beginData ?? args?.data)?.stackTrace?.some((frame) => frame.url?.startsWith(scripts))
  const whole = traceEvents.filter(({ ph, dur }) => ph === 'X' && dur !== undefined)
  const own = whole.filter((event) => RUNS.has(event.name) && isOwn(event))
  const within = (inner: TraceEvent, outer: TraceEvent) =>
    inner !== outer &&
    inner.tid === outer.tid &&
    inner.pid === outer.pid &&
    inner.ts >= outer.ts &&
    inner.ts + inner.dur! <= outer.ts + outer.dur!
  // Compiling stands inside of evaluating: it counts once.
  const outermost = own.filter((event) => !own.some((other) => within(event, other)))
  const tasks = whole.filter(
    ({ name, dur, tdur }) =>
      /^(RunTask|ThreadControllerImpl::RunTask)$/.test(name) && (tdur ?? dur!) > LONG_TASK_US,
  )
  const loadedAt = traceEvents.findLast(({ name }) => name === 'MarkLoad')?.ts
  if (loadedAt === undefined) throw new Error('the load event is not in the trace')
  const timeOf = (events: readonly TraceEvent[]) =>
    events.reduce((sum, { dur, tdur }) => sum + (tdur ?? dur!), 0)
  return {
    scriptUs: timeOf(outermost),
    beforeLoadUs: timeOf(outermost.filter(({ ts }) => ts < loadedAt)),
    forcedLayouts: traceEvents.filter((event) => LAYOUTS.has(event.name) && isOwn(event)).length,
    longTasks: tasks.filter((task) => own.some((event) => within(event, task))).length,
    seen: own.length,
  }
}
