import { createApi } from './api.ts'
import { startApp } from './app.ts'

const show = startApp(document.body, {
  api: createApi((...request) => fetch(...request)),
  location,
  languages: navigator.languages,
  now: Date.now,
})
addEventListener('hashchange', () => void show())
void show()
