import type { Io } from './command.ts'

/** Tells how far long work is: every tenth of the way, at most about once a second on a terminal. */
export function createProgress(io: Io, what: string): (done: number, all: number | null) => void {
  let lastTold = 0
  let lastTenth = 0
  return (done, all) => {
    const now = Date.now()
    const tenth = all === null || all === 0 ? Math.floor(done / 10_000) : Math.floor((10 * done) / all)
    if (tenth === lastTenth && !(io.isTerminal && now - lastTold > 1_000)) return
    lastTenth = tenth
    lastTold = now
    const share = all === null || all === 0 ? '' : ` of ${all} (${Math.floor((100 * done) / all)} %)`
    io.note(`${what}: ${done}${share}`)
  }
}
