/** The same task, but nothing it throws reaches the page. Everything that the browser or the page calls goes through here:
 *  listeners, timers, `koop(…)`. */
export const guard =
  <Args extends unknown[]>(task: (...args: Args) => unknown) =>
  (...args: Args): void => {
    try {
      task(...args)
    } catch {
      // Storage may be forbidden, fetch may be missing, the page may be closing: none of it is the visitor's business.
    }
  }
