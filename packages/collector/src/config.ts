import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { TOKEN } from './auth/tokens.ts'
import { StartError } from './errors.ts'

export interface Config {
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  readonly dataDir: string
  readonly store: 'sqlite'
  /** Addresses, CIDR ranges or the names Fastify knows whose `X-Forwarded-For` counts; [] = nobody's. */
  readonly trustProxy: readonly string[]
  readonly adminToken: string | null
}

export const SETTINGS = {
  host: { env: 'KOOPSIGNAAL_HOST', fallback: '127.0.0.1', help: 'address to listen on' },
  port: { env: 'KOOPSIGNAAL_PORT', fallback: '8400', help: 'port to listen on; 0 = any free one' },
  data: { env: 'KOOPSIGNAAL_DATA', fallback: './data', help: 'folder for the database' },
  store: { env: 'KOOPSIGNAAL_STORE', fallback: 'sqlite', help: 'storage engine' },
  'trust-proxy': {
    env: 'KOOPSIGNAAL_TRUST_PROXY',
    fallback: 'off',
    help: 'off, or the proxies whose X-Forwarded-For counts: addresses, ranges, "loopback"',
  },
  'admin-token': {
    env: 'KOOPSIGNAAL_ADMIN_TOKEN',
    fallback: '',
    help: 'fixes the admin token; 32 characters or more, so that nobody guesses it',
  },
} as const
export type SettingName = keyof typeof SETTINGS

/** Reads the settings once; a flag wins over its environment variable.
 *  @throws StartError (exit code 2) with one sentence that names the wrong setting */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Partial<Record<SettingName, string>>> = {},
): Config {
  const read = (name: SettingName) => flags[name] ?? (env[SETTINGS[name].env] || SETTINGS[name].fallback)
  const refuse = (name: SettingName, expected: string): never => {
    throw new StartError(
      `${SETTINGS[name].env} (--${name}) is ${quote(name, read(name))}: expected ${expected}.`,
      2,
    )
  }

  const host = read('host')
  if (!isIP(host) && !/^[A-Za-z0-9.-]+$/.test(host)) refuse('host', 'an IP address or a host name')

  const port = Number(read('port'))
  if (!/^\d+$/.test(read('port')) || port > 65_535) refuse('port', 'a whole number from 0 to 65535')

  // An unset shell variable, as in --data "$DIR": the current folder is not what was meant.
  if (read('data') === '') refuse('data', 'a folder')

  if (read('store') !== 'sqlite') refuse('store', "'sqlite'; other engines are not part of this version")

  const proxies = read('trust-proxy')
  const trustProxy = proxies === 'off' ? [] : proxies.split(',').map((part) => part.trim())
  if (!trustProxy.every(isProxy)) {
    refuse('trust-proxy', "'off' or a list of addresses or ranges such as '127.0.0.1,10.0.0.0/8'")
  }

  const adminToken = read('admin-token') || null
  if (adminToken !== null && !TOKEN.test(adminToken))
    refuse('admin-token', '1 to 512 of them, ASCII and without spaces')

  return {
    host,
    port,
    dataDir: resolve(read('data')),
    store: 'sqlite',
    trustProxy,
    adminToken,
  }
}

/** Where a collector with these settings answers.
 *  @example urlOf({ host: '::1', port: 8400 }) // 'http://[::1]:8400' */
export function urlOf({ host, port }: Pick<Config, 'host' | 'port'>): string {
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

function quote(name: SettingName, value: string): string {
  return name === 'admin-token' ? `${value.length} characters` : `'${value}'`
}

const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal']

function isProxy(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  if (rest.length > 0) return false
  if (bits === undefined && PROXY_NAMES.includes(text)) return true
  const version = isIP(address)
  if (version === 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
