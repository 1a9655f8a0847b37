import type { Tell } from './answers.ts'

/** Of what the callback of `addEventListener` gets: what is read here.
 *  Source: IAB Europe, Consent Management Platform API v2 (TCF 2.2), seen 2026-11-22. */
interface TcData {
  readonly eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete'
  readonly gdprApplies?: boolean
  readonly purpose?: { readonly consents?: Readonly<Record<number, boolean>> }
}

declare global {
  interface Window {
    __tcfapi?: (
      command: string,
      version: number,
      callback: (data: TcData | null, ok: boolean) => void,
    ) => void
  }
}

/** Store and access information on a device; measure content performance. */
const PURPOSES = [1, 8]

/** Listens to a consent tool of the IAB Transparency and Consent Framework, version 2. Consent for purposes 1 and 8 is a yes; a
 *  legitimate interest is none, because scoring a visitor is profiling. While the question is on the screen there is no answer.
 *  @returns false while there is no such tool in the page */
export function readTcf(tell: Tell): boolean {
  if (typeof window.__tcfapi !== 'function') return false
  window.__tcfapi('addEventListener', 2, (data, ok) => {
    if (!ok || !data) return
    const { eventStatus, gdprApplies, purpose } = data
    if (eventStatus !== 'tcloaded' && eventStatus !== 'useractioncomplete') return
    const allowed = gdprApplies === false || PURPOSES.every((id) => purpose?.consents?.[id] === true)
    tell(allowed ? 'granted' : 'denied')
  })
  return true
}
