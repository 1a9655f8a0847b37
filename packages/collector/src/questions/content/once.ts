/** Makes a value when it is first asked for, and then gives the same.
 *  @example const lift = once(() => liftOf(page)) */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
