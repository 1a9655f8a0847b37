import type { DropReason } from './pipeline/index.ts'

/** Counters since the start, in Prometheus' text form; no site or visitor is named. */
export interface Metrics {
  received(count: number): void
  accepted(count: number): void
  duplicate(count: number): void
  dropped(reason: DropReason, count: number): void
  bot(count: number): void
  refused(code: string): void
  text(gauges: Readonly<Record<string, number>>): string
}

export function createMetrics(): Metrics {
  const counters = new Map<string, number>()
  const add = (name: string, count: number): void => {
    if (count > 0) counters.set(name, (counters.get(name) ?? 0) + count)
  }
  for (const name of ['received', 'accepted', 'duplicates', 'bots'])
    counters.set(`koopsignaal_events_${name}_total`, 0)
  return {
    received: (count) => add('koopsignaal_events_received_total', count),
    accepted: (count) => add('koopsignaal_events_accepted_total', count),
    duplicate: (count) => add('koopsignaal_events_duplicates_total', count),
    bot: (count) => add('koopsignaal_events_bots_total', count),
    dropped: (reason, count) => add(`koopsignaal_events_dropped_total{reason="${reason}"}`, count),
    refused: (code) => add(`koopsignaal_requests_refused_total{code="${code}"}`, 1),
    text(gauges) {
      const lines = [
        ...[...counters].map(([name, value]) => ({ name, value, type: 'counter' })),
        ...Object.entries(gauges).map(([name, value]) => ({ name, value, type: 'gauge' })),
      ]
      const typed = new Set<string>()
      return lines
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap(({ name, value, type }) => {
          const bare = name.split('{')[0]!
          const head = typed.has(bare) ? [] : [`# TYPE ${bare} ${type}`]
          typed.add(bare)
          return [...head, `${name} ${value}`]
        })
        .join('\n')
        .concat('\n')
    },
  }
}
