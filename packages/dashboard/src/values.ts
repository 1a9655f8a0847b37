/** Several values of a filter as one text, as it stands in the address: with commas. A comma or backslash of a value's own has a
 *  backslash before it.
 *  Law: splitValues(joinValues(values)) = values, for one value or more
 *  @example joinValues(['zoeker', 'koper']) // 'zoeker,koper' */
export function joinValues(values: readonly string[]): string {
  return values.map((value) => value.replace(/[\\,]/g, '\\$&')).join(',')
}

/** The values of such a text, also of one that people typed.
 *  @example splitValues('Bakker\\, Jan,google') // ['Bakker, Jan', 'google'] */
export function splitValues(text: string): readonly string[] {
  const values: string[] = []
  let value = ''
  for (let i = 0; i < text.length; i++) {
    const isEscaped = text[i] === '\\' && i + 1 < text.length
    if (isEscaped) i++
    if (text[i] !== ',' || isEscaped) value += text[i]
    else {
      values.push(value)
      value = ''
    }
  }
  return [...values, value]
}
