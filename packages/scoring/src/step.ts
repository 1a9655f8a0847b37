import { assertNever, type Event } from '@koopsignaal/protocol'

/** A small step towards a conversion: a button, or a form. */
export type Step = 'action' | 'form'

/** Own events that shops commonly send for the same thing as a CTA click. Source: the recommended e-commerce events of
 *  the large analytics tools, plus their Dutch names; chosen, not measured. */
const ACTION_NAMES =
  /^(add|begin|start|winkel|offerte|request|quote)[-_ ]?(to[-_ ]?)?(cart|basket|bag|wish ?list|favou?rites?|compare|checkout|payment_info|shipping_info|wagen|mandje|quote|aanvraag)/i

/** Which micro conversion an event is, if any. Leaving through an outbound link is none.
 *  @example stepOf({ type: 'form_start', … }) // 'form' */
export function stepOf(event: Event): Step | null {
  switch (event.type) {
    case 'cta_click':
    case 'download':
      return 'action'
    case 'form_start':
    case 'form_submit':
      return 'form'
    case 'custom':
      return ACTION_NAMES.test(event.detail.name ?? '') ? 'action' : null
    case 'page_view':
    case 'engagement':
    case 'search':
    case 'outbound_click':
    case 'conversion':
    case 'feedback':
      return null
    default:
      return assertNever(event.type)
  }
}
