/** What a visitor allows.
 *  - `off`: nothing is sent.
 *  - `count`: totals only; nothing on the device, no visitor.
 *  - `cookieless`: nothing on the device; recognised by the day's salted hash, for that day only.
 *  - `granted`: a random first-party id for at most 180 days. */
export const CONSENT_MODES = ['off', 'count', 'cookieless', 'granted'] as const
export type ConsentMode = (typeof CONSENT_MODES)[number]

/** What a batch may say: a mode, or a choice just made. `denied` and `withdrawn` erase the visitor named in the batch, if there is
 *  one, and count as `count` from then on. */
export const WIRE_CONSENTS = [...CONSENT_MODES, 'denied', 'withdrawn'] as const
export type WireConsent = (typeof WIRE_CONSENTS)[number]

/** The choices of `koop('consent', …)`. */
export const CONSENT_CHOICES = ['granted', 'denied', 'withdrawn'] as const
export type ConsentChoice = (typeof CONSENT_CHOICES)[number]
