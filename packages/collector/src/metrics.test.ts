import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'

describe('the metrics', () => {
  it('count from nothing, each name typed once', () => {
    const metrics = createMetrics()
    metrics.received(3)
    metrics.accepted(1)
    metrics.dropped('invalid_event', 1)
    metrics.dropped('no_consent', 1)
    metrics.dropped('no_consent', 2)
    metrics.refused('too_fast')
    metrics.bot(0)
    expect(metrics.text({ koopsignaal_queue_events: 7 })).toBe(
      `# TYPE koopsignaal_events_accepted_total counter
koopsignaal_events_accepted_total 1
# TYPE koopsignaal_events_bots_total counter
koopsignaal_events_bots_total 0
# TYPE koopsignaal_events_dropped_total counter
koopsignaal_events_dropped_total{reason="invalid_event"} 1
koopsignaal_events_dropped_total{reason="no_consent"} 3
# TYPE koopsignaal_events_duplicates_total counter
koopsignaal_events_duplicates_total 0
# TYPE koopsignaal_events_received_total counter
koopsignaal_events_received_total 3
# TYPE koopsignaal_queue_events gauge
koopsignaal_queue_events 7
# TYPE koopsignaal_requests_refused_total counter
koopsignaal_requests_refused_total{code="too_fast"} 1
`,
    )
  })

  it('of two collectors do not mix', () => {
    createMetrics().received(5)
    expect(createMetrics().text({})).toContain('koopsignaal_events_received_total 0\n')
  })
})
