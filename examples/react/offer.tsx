import { koop, useSegment } from './use-segment'

/** A visitor who is ready to buy sees the shortest way. */
export function Offer() {
  const assessment = useSegment()
  if (assessment?.segment !== 'koper') return <a href="/vergelijken">Vergelijk</a>
  return (
    <button type="button" onClick={() => koop.cta('offerte')}>
      Vraag een offerte aan
    </button>
  )
}
