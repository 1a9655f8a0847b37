import { type AssessmentSummary, createTracker, onSegment } from '@koopsignaal/tracker'
import { useEffect, useState } from 'react'

/** Call once, where the application starts. Page views of a router are seen by themselves. */
export const koop = createTracker({ site: 'example', endpoint: 'https://koop.example.nl' })

/** What is known of this visitor, as it changes; undefined until then, and always without consent. */
export function useSegment(): AssessmentSummary | undefined {
  const [assessment, setAssessment] = useState<AssessmentSummary>()
  useEffect(() => onSegment(setAssessment), [])
  return assessment
}
