import { expect, it } from 'vitest'
import { trustedProxies } from './trusted-proxies.ts'

it.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '::ffff:127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2', false],
  ['10.0.0.0/8', '10.200.3.4', true],
  ['10.0.0.0/8', '::ffff:10.200.3.4', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['2001:db8::/32', '2001:db8:5::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['::1', '::1', true],
  ['loopback', '127.9.9.9', true],
  ['loopback', '::1', true],
  ['linklocal', 'fe80::1', true],
  ['uniquelocal', '172.31.255.1', true],
  ['uniquelocal', '172.32.0.1', false],
  ['uniquelocal', 'fd00::1', true],
  ['loopback', 'unknown', false],
  ['loopback', '', false],
])('with %s trusted, %s is: %s', (proxy, address, isTrusted) => {
  expect(trustedProxies([proxy])(address)).toBe(isTrusted)
})

it('takes any of several, one after another', () => {
  const trusts = trustedProxies(['10.0.0.1', 'loopback'])
  const asked = ['10.0.0.1', '198.51.100.1', '198.51.100.1', '127.0.0.1', '10.0.0.1', '10.0.0.2']
  expect(asked.map(trusts)).toEqual([true, false, false, true, true, false])
})
