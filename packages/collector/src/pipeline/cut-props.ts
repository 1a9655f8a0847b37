import type { WireEvent } from '@koopsignaal/protocol'
import { isNumberOfAThing } from './number-of-a-thing.ts'
import { scrubText } from './scrub.ts'

type Props = NonNullable<WireEvent['props']>

/** Cuts personal data out of an event's own properties: out of their names, their texts, and out of numbers, where the name beside
 *  them tells what they are.
 *  @example cutProps({ tel: 31612345678, percent: 50 }) // { tel: '[phone]', percent: 50 } */
export function cutProps(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => [scrubText(name), cutValue(name, value)]),
  )
}

/** @returns a mark where a number was one of a person: it is no number any more */
function cutValue(name: string, value: Props[string]): Props[string] {
  if (typeof value === 'string') {
    const cut = scrubText(value)
    if (cut !== value) return cut
  } else if (!Number.isSafeInteger(value)) return value
  if (typeof value === 'number' && isMobile(name, value)) return '[phone]'
  const [, rest] = /=(\[[a-z]+\].*)$/s.exec(scrubText(`${name}=${value}`)) ?? []
  return rest ?? value
}

/** A Dutch mobile number that lost its zero on becoming a number. */
function isMobile(name: string, value: number): boolean {
  return /^6[1-58]\d{7}$/.test(String(value)) && !isNumberOfAThing(`${name}=`, name.length + 1)
}
