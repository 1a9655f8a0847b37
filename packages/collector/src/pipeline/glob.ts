/** Turns a glob over paths into a test: `*` is anything within a segment, `**` anything across segments, all else is
 *  itself. Case and a slash at the end do not matter; '/shop/**' also takes '/shop'.
 *  Cost: at most pattern × path steps, whatever the pattern: no regular expression that could run away.
 *  @example compileGlob('/blog/*')('/blog/natte-tuin/') // true
 *  @example compileGlob('/blog/*')('/blog/2026/natte-tuin') // false */
export function compileGlob(pattern: string): (path: string) => boolean {
  const glob = tidy(pattern)
  const base = glob.endsWith('/**') ? glob.slice(0, -3) : null
  return (path) => {
    const tidied = tidy(path)
    return tidied === base || matches(glob, tidied)
  }
}

function tidy(path: string): string {
  return path.toLowerCase().replace(/(?<=[^/])\/$/, '') || '/'
}

/** Walks both; on a mismatch goes back to the last star and lets it take one character more, first the single one as far
 *  as its segment reaches, then the double one. */
function matches(glob: string, path: string): boolean {
  let g = 0
  let p = 0
  let single = { g: -1, p: -1 }
  let double = { g: -1, p: -1 }
  while (p < path.length || g < glob.length) {
    if (glob.startsWith('**', g)) {
      double = { g: g + 2, p }
      single = { g: -1, p: -1 }
      g += 2
    } else if (glob[g] === '*') {
      single = { g: g + 1, p }
      g += 1
    } else if (g < glob.length && glob[g] === path[p]) {
      g += 1
      p += 1
    } else if (single.g >= 0 && single.p < path.length && path[single.p] !== '/') {
      single = { g: single.g, p: single.p + 1 }
      ;({ g, p } = single)
    } else if (double.g >= 0 && double.p < path.length) {
      double = { g: double.g, p: double.p + 1 }
      single = { g: -1, p: -1 }
      ;({ g, p } = double)
    } else return false
  }
  return true
}
