import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig, SETTINGS, type SettingName, urlOf } from './config.ts'
import { StartError } from './errors.ts'

const SECRET = 'a-secret-of-32-characters-or-more-1'

function refusalOf(name: SettingName, value: string, by: 'env' | 'flag' = 'env'): StartError {
  try {
    if (by === 'env') readConfig({ [SETTINGS[name].env]: value })
    else readConfig({}, { [name]: value })
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
  throw new Error(`${name} = '${value}' was not refused`)
}

describe('the settings', () => {
  it('have the defaults of the contract', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8400,
      dataDir: resolve('./data'),
      store: 'sqlite',
      trustProxy: [],
      adminToken: null,
    })
  })

  it('come from the environment', () => {
    const env = {
      KOOPSIGNAAL_HOST: '::1',
      KOOPSIGNAAL_PORT: '0',
      KOOPSIGNAAL_DATA: '/srv/koop',
      KOOPSIGNAAL_STORE: 'sqlite',
      KOOPSIGNAAL_TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::/32,192.0.2.1',
      KOOPSIGNAAL_ADMIN_TOKEN: SECRET,
    }
    expect(readConfig(env)).toEqual({
      host: '::1',
      port: 0,
      dataDir: '/srv/koop',
      store: 'sqlite',
      trustProxy: ['loopback', '10.0.0.0/8', '2001:db8::/32', '192.0.2.1'],
      adminToken: SECRET,
    })
  })

  it.each([
    ['host', 'example.nl', 'host'],
    ['port', '65535', 'port'],
    ['data', '/srv/flag', 'dataDir'],
    ['store', 'sqlite', 'store'],
    ['trust-proxy', 'uniquelocal', 'trustProxy'],
    ['admin-token', SECRET, 'adminToken'],
  ] as const)('take --%s before its environment variable', (name, value, key) => {
    const read = readConfig({ [SETTINGS[name].env]: '???' }, { [name]: value })
    expect([read[key]].flat().map(String)).toEqual([value])
  })

  it('take an empty variable for one that is not set', () => {
    const empty = Object.fromEntries(Object.values(SETTINGS).map(({ env }) => [env, '']))
    expect(readConfig(empty)).toEqual(readConfig({}))
  })

  it.each([
    ['host', 'not a host'],
    ['host', 'http://127.0.0.1'],
    ['host', '127.0.0.1:80'],
    ['port', '65536'],
    ['port', '-1'],
    ['port', '80.5'],
    ['port', '0x50'],
    ['port', 'http'],
    ['port', '1e3'],
    ['store', 'postgres'],
    ['store', 'http://clickhouse:8123'],
    ['trust-proxy', 'on'],
    ['trust-proxy', '10.0.0.0/33'],
    ['trust-proxy', '::/129'],
    ['trust-proxy', '10.0.0.0/8/8'],
    ['trust-proxy', '10.0.0.1,'],
    ['trust-proxy', '*'],
    ['admin-token', 'with space'],
    ['admin-token', 'long enough, but no header carries spaces in a token'],
    ['admin-token', 'é'.repeat(40)],
    ['admin-token', 'a'.repeat(513)],
  ] as const)('refuse %s = %s in one sentence that names it', (name, value) => {
    for (const by of ['env', 'flag'] as const) {
      const { message, exitCode } = refusalOf(name, value, by)
      expect(exitCode).toBe(2)
      expect(message).toContain(SETTINGS[name].env)
      expect(message).toContain(`--${name}`)
      expect(message).toMatch(/: expected [^\n]+\.$/)
    }
  })

  it.each(['host', 'port', 'data', 'store', 'trust-proxy'] as const)('refuse an empty --%s', (name) => {
    expect(refusalOf(name, '', 'flag').message).toContain(`--${name}`)
  })

  it('never repeat the admin token', () => {
    const { message } = refusalOf('admin-token', 'hunter 2')
    expect(message).not.toContain('hunter')
    expect(message).toContain('is 8 characters')
  })
})

describe('the address of a collector', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8400'],
    ['::1', 'http://[::1]:8400'],
    ['localhost', 'http://localhost:8400'],
  ])('at %s is %s', (host, url) => {
    expect(urlOf({ host, port: 8400 })).toBe(url)
    expect(new URL(url).port).toBe('8400')
  })
})
