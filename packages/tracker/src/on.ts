import { guard } from './guard.ts'

/** Calls `task` on each of the space-separated event types, before the page's own listeners and whatever they stop; passive,
 *  so it can never hold up or cancel what the visitor does. */
export const on = <E extends Event>(types: string, task: (event: E) => unknown): void => {
  for (const type of types.split(' '))
    addEventListener(type, guard(task) as EventListener, { capture: true, passive: true })
}
