import { guard } from './guard.ts'

/** Calls `task` on each of the space-separated event types, before the page's own listeners and whatever they stop. None of
 *  these types waits for its listeners before the page scrolls, so `passive` would say nothing. */
export const on = <E extends Event>(types: string, task: (event: E) => unknown): void => {
  for (const type of types.split(' ')) addEventListener(type, guard(task) as EventListener, true)
}
