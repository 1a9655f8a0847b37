import { refused, visitor } from './consent.ts'
import { countPage, isLate } from './page-views.ts'
import { record } from './record.ts'

/** Whether the last choice in this page was a no: then there are totals only. Saying no never allows more than saying nothing. */
export let saidNo: unknown

/** `koop('consent', …)`. A yes puts an id on the device where there is none: 64 random bits as digits, for 180 days counted from that
 *  yes. Everything else takes off the one that is there, and the collector hears whose rows go. `crypto.randomUUID` is missing on
 *  pages without https. */
export const choose = (choice?: unknown): void => {
  const id = visitor()
  saidNo = refused || choice !== 'granted'
  if (!saidNo === !id) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on pages without https
    document.cookie =
      'koop=' +
      crypto.getRandomValues(new BigUint64Array(1)) +
      ';path=/;max-age=' +
      (!saidNo as unknown as number) * 15_552_000
    if (id) record('consent', id)
    // Where nothing was allowed before, this page has not been counted yet.
    else if (KOOP_OFF && isLate && visitor()) countPage(1)
  }
}
