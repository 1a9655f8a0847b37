import { DAY, HOUR, type UnixMs } from '@koopsignaal/protocol'
import { chance } from './consent-check.ts'
import type { Person } from './population.ts'
import { newId, pageView } from './visitors.ts'

/** Some come by each day, most on weekdays; one in five comes back, and more of those buy. Two weeks were lost. */
export function longShop(days: number, end: UnixMs): readonly Person[] {
  const next = chance(7)
  const lost = (at: number) => at > end - 71 * DAY && at < end - 57 * DAY
  return Array.from({ length: days }, (_, day) => end - (days - day) * DAY).flatMap((at) =>
    Array.from({ length: 3 + Math.floor(next() * (new Date(at).getUTCDay() % 6 === 0 ? 3 : 8)) }, (_, i) => {
      const id = `visitor-${at}-${i}`
      const moments = [at + next() * 8 * HOUR, ...(next() < 0.2 ? [at + (1 + next() * 9) * DAY] : [])]
      const events = moments.flatMap((one, visit) => {
        const views = ['/', '/tuin', '/tuin/drainage', '/prijzen'].slice(0, 1 + Math.floor(next() * 4))
        const own = views.map((path, k) => pageView(path, { at: Math.floor(one) + k * 40_000 }))
        const buys = next() < (visit === 0 ? 0.08 : 0.4)
        const order = {
          id: newId(),
          type: 'conversion',
          name: 'order',
          value: 20,
          currency: 'EUR',
        } as const
        return buys ? [...own, { ...order, at: Math.floor(one) + 200_000 }] : own
      })
      return { id, events: events.filter((event) => event.at! < end && !lost(event.at!)) }
    }),
  )
}
