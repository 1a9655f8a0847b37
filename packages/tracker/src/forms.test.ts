// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, expect, test } from 'vitest'
import { closePage, openPage } from './test-page.ts'

afterEach(closePage)

const fire = (selector: string, type: string) =>
  document
    .querySelector(selector)
    ?.dispatchEvent(new Event(type, { bubbles: type !== 'focus', cancelable: true }))

test('sees that a form is begun, once, and that it is sent; never what was typed', async () => {
  const page = openPage('/contact')
  document.body.innerHTML =
    '<form id="offerte"><input name="name" value="Jan Jansen"><textarea>geheim</textarea></form>'
  await page.load()
  fire('input', 'focus')
  fire('input', 'focus')
  fire('textarea', 'focus')
  fire('form', 'submit')
  await page.wait()
  expect(page.events().slice(1)).toMatchObject([
    { type: 'form_start', form: 'offerte' },
    { type: 'form_submit', form: 'offerte' },
  ])
  expect(JSON.stringify(page.batches)).not.toMatch(/Jan|geheim/)
})

test.each([
  ['its name', '<form name="contact" id="f1" action="/verstuur">', 'contact'],
  ['its id', '<form id="f1" action="/verstuur">', 'f1'],
  ['nothing', '<form action="/verstuur?token=1">', undefined],
])('calls a form by %s', async (_, form, name) => {
  const page = openPage('/contact')
  document.body.innerHTML = `${form}<input name="id"><input name="action"></form>`
  await page.load()
  fire('form', 'submit')
  await page.wait()
  expect(page.sent('form_submit')).toEqual([expect.objectContaining({ type: 'form_submit' })])
  expect(page.sent('form_submit')[0]?.form).toBe(name)
})

test('a form that stays on the next page of an application can begin again there', async () => {
  const page = openPage('/a')
  document.body.innerHTML = '<form id="zoek"><input></form>'
  await page.load()
  fire('input', 'focus')
  history.pushState(null, '', '/b')
  await page.wait()
  fire('input', 'focus')
  await page.wait()
  expect(page.sent('form_start').map(({ url }) => url)).toEqual([
    'https://winkel.example/a',
    'https://winkel.example/b',
  ])
})

test('a field outside any form begins nothing', async () => {
  const page = openPage()
  document.body.innerHTML = '<input>'
  await page.load()
  fire('input', 'focus')
  await page.wait()
  expect(page.events()).toHaveLength(1)
})
