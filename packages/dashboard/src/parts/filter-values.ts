import { type Filter, type Filters, SEVERAL } from '../url-state.ts'
import { joinValues, splitValues } from '../values.ts'

/** What a filter is narrowed to. */
export function valuesOf(name: Filter, state: Filters): readonly string[] {
  const value = state[name]
  if (value === null) return []
  return SEVERAL.includes(name) ? splitValues(value) : [value]
}

/** A filter with these values as it stands in the address; null without any. */
export function toText(values: readonly string[], name: Filter): string | null {
  if (values.length === 0) return null
  return SEVERAL.includes(name) ? joinValues(values) : values.join()
}

/** The filter less one of its values. */
export function without(name: Filter, value: string, state: Filters): string | null {
  return toText(
    valuesOf(name, state).filter((one) => one !== value),
    name,
  )
}

/** Where a filter may have several values, one that is chosen comes beside those that are there, and goes when it is chosen again. */
export function withChoice(name: Filter, value: string, state: Filters): string | null {
  if (value === '' || !SEVERAL.includes(name)) return value || null
  const values = valuesOf(name, state)
  return values.includes(value) ? without(name, value, state) : toText([...values, value], name)
}
