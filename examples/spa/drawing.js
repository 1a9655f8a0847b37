import { svg } from './dom.js'

/** A tent on a dune, as wide as the number of people it holds. */
export function drawing({ name, people, colour, wind }) {
  const half = 60 + people * 16
  const left = 200 - half
  const right = 200 + half
  const top = wind > 90 ? 96 : 78
  return svg(
    'svg',
    { viewBox: '0 0 400 240', role: 'img', 'aria-label': `Drawing of the ${name}` },
    svg('path', { fill: '#cfe0e6', d: 'M0 0h400v240H0z' }),
    svg('circle', { fill: '#fff6d8', cx: '330', cy: '58', r: '26' }),
    svg('path', { fill: '#b9ccb0', d: 'M0 160q90-40 190-14t210-16v110H0z' }),
    svg('path', { fill: '#e4d5ab', d: 'M0 196q110-22 220-6t180-8v58H0z' }),
    svg('path', { fill: colour, d: `M${left} 204Q${200 - half * 0.55} ${top} 200 ${top}T${right} 204z` }),
    svg('path', {
      fill: '#1d2433',
      'fill-opacity': '.22',
      d: `M200 ${top}Q${200 + half * 0.55} ${top} ${right} 204H236z`,
    }),
    svg('path', {
      fill: '#1d2433',
      d: `M200 ${top + 20}q30 50 34 ${184 - top}h-62q6-${134 - top} 28-${184 - top}z`,
    }),
    svg('path', {
      fill: 'none',
      stroke: '#1d2433',
      'stroke-width': '2',
      d: `M${left + 8} 186 ${left - 26} 208M${right - 8} 186 ${right + 26} 208`,
    }),
  )
}
