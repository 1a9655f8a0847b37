import { createApi } from './api.ts'
import { startApp } from './app.ts'
import { openLive } from './live-stream.ts'

const show = startApp(document.body, {
  api: createApi((...request) => fetch(...request)),
  openLive,
  location,
  languages: navigator.languages,
  now: Date.now,
})
addEventListener('hashchange', () => void show())
void show()
