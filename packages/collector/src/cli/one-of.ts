import { StartError } from '../errors.ts'

/** Reads an option that has a few possible values.
 *  @returns undefined when it was not given
 *  @throws StartError (exit code 2) when it is none of them
 *  @example oneOf(['full', 'core'], 'core', 'variant') // 'core' */
export function oneOf<const T extends string>(
  values: readonly T[],
  given: string | undefined,
  name: string,
): T | undefined {
  const value = values.find((one) => one === given)
  if (given !== undefined && value === undefined)
    throw new StartError(`--${name} is '${given}': expected ${values.join(', ')}.`, 2)
  return value
}
