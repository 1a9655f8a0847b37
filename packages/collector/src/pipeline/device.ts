import type { Device } from '@koopsignaal/protocol'
import UAParser from 'ua-parser-js'
import { memo } from './memo.ts'

/** What is kept of a user agent: coarse enough that it does not tell people apart. */
export interface DeviceFacts {
  readonly device: Device
  /** 'Firefox', 'Chrome', 'Facebook'; null when unknown. */
  readonly browser: string | null
  /** 'Windows', 'iOS', 'Android'; null when unknown. */
  readonly os: string | null
}

/** Longer user agents are cut before anything reads them: real ones stay under 400 characters, and the parser's cost
 *  grows with length. Chosen, not measured. */
export const MAX_USER_AGENT = 500

/** Parsing takes hundreds of times as long as looking up, and a site's visitors share few user agents. */
const REMEMBERED = 2_000

const UNKNOWN: DeviceFacts = { device: 'other', browser: null, os: null }

/** Systems that run on nothing but desks and laps; the parser leaves the device type of a desktop empty. */
const DESKTOP_SYSTEM =
  /^(?:windows|mac os|linux|ubuntu|debian|fedora|mint|arch|gentoo|suse|centos|redhat|manjaro|kubuntu|xubuntu|elementary os|chromium os|chrome os|freebsd|openbsd|netbsd|solaris)/i

/** The device, browser and system behind a user agent. An iPad in its desktop mode calls itself a Mac and is taken for
 *  one: nothing in the request tells them apart.
 *  @param userAgent the request header, any text; null when it was not sent
 *  @returns `other` and nulls for what is not recognised; never throws
 *  @example toDevice('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')
 *           // { device: 'desktop', browser: 'Firefox', os: 'Linux' } */
export function toDevice(userAgent: string | null): DeviceFacts {
  if (userAgent === null || userAgent.trim() === '') return UNKNOWN
  return parsed(userAgent.slice(0, MAX_USER_AGENT))
}

const parsed = memo((userAgent): DeviceFacts => {
  const parser = new UAParser(userAgent)
  const os = parser.getOS().name ?? null
  return { device: deviceOf(parser.getDevice().type, os), browser: parser.getBrowser().name ?? null, os }
}, REMEMBERED)

function deviceOf(type: string | undefined, os: string | null): Device {
  if (type === 'mobile' || type === 'tablet') return type
  if (type !== undefined) return 'other' // console, smarttv, wearable, embedded
  if (os === 'Android' || os === 'iOS' || os === 'KAIOS') return 'mobile' // Opera Mini names no device
  return os !== null && DESKTOP_SYSTEM.test(os) ? 'desktop' : 'other'
}
