import { describe, expect, it } from 'vitest'
import { toCsv } from '../csv.ts'
import { prefixOf } from './limiter.ts'
import { formOf } from './negotiate.ts'

describe('a CSV', () => {
  const columns = [
    ['name', (one: { name: string | number | null }) => one.name],
    ['note', () => 'a'],
  ] as const

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+31', "'+31"],
    ['-x', "'-x"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\0=1', "'\0=1"],
    ['\u202e=1', "'\u202e=1"],
    ['x;\u200b=1', '"x;\'\u200b=1"'],
    ['=a,"b"', `"'=a,""b"""`],
    [-5, '-5'],
    [0, '0'],
    [null, ''],
  ])('writes %j as %s', (name, cell) => {
    expect(toCsv([{ name }], columns)).toBe(`name,note\r\n${cell},a\r\n`)
  })

  it('of nobody is its header', () => {
    expect(toCsv([], columns)).toBe('name,note\r\n')
  })
})

describe('a network prefix', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::', 'fe80:0:0:0'],
  ])('of %s is %s', (ip, prefix) => {
    expect(prefixOf(ip)).toBe(prefix)
  })
})

describe('the form of an answer', () => {
  it.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['text/csv', 'csv'],
    ['text/csv; charset=utf-8', 'csv'],
    ['application/x-ndjson', 'ndjson'],
    ['text/csv;q=0', 'json'],
    ['text/csv;q=0.5, application/json', 'json'],
    ['application/json;q=0.1, TEXT/CSV;q=0.2', 'csv'],
  ])('asked for by %j is %s', (accept, form) => {
    expect(formOf({ headers: { accept } } as never)).toBe(form)
  })
})
