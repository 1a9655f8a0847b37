import { z } from 'zod'

/** The orders that a list may be asked in.
 *  @example sortBy('name', 'at') // 'name', '-name', 'at' or '-at' */
export const sortBy = <const T extends string>(first: T, ...rest: readonly T[]) =>
  z
    .enum([first, ...rest].flatMap((sort) => [sort, `-${sort}`] as const))
    .describe(
      'A field; with - in front the largest, latest or last in the alphabet first. What has none comes last.',
    )
