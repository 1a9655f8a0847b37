import { StartError } from '../errors.ts'

/** What was given as `--url`, as it is.
 *  @throws StartError (exit code 2) when it is no web address */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || (/^https?:\/\//.test(url) && URL.canParse(url))) return url
  throw new StartError(`--url is '${url}': expected an address such as https://koop.example.nl.`, 2)
}
