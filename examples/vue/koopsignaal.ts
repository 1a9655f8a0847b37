import { type AssessmentSummary, createTracker, onSegment, type TrackerOptions } from '@koopsignaal/tracker'
import { type App, shallowRef } from 'vue'

/** What is known of this visitor, as it changes; undefined until then, and always without consent. */
export const segment = shallowRef<AssessmentSummary>()

/** `createApp(App).use(koopsignaal, { site: 'example', endpoint: 'https://koop.example.nl' })`; then `$koop.cta('offerte')` in any
 *  template. Page views of vue-router are seen by themselves. */
export const koopsignaal = {
  install(app: App, options: TrackerOptions): void {
    app.config.globalProperties.$koop = createTracker(options)
    onSegment((assessment) => {
      segment.value = assessment
    })
  },
}
