import { z } from 'zod'

/** The path of a topic rule. Paths of pages begin with a slash, so a rule without one is given it: else it would never fit.
 *  @example rulePath.parse('drainage') // '/drainage' */
export const rulePath = z
  .string()
  .trim()
  .min(1)
  .max(512)
  .refine(
    (path) => !/^[a-z][a-z+.-]*:\/\//i.test(path),
    'expected a path such as /drainage/**, not an address',
  )
  .overwrite((path) => (/^(?:\/|\*\*)/.test(path) ? path : `/${path}`))
