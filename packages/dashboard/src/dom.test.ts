// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { h } from './dom.ts'

it('keeps markup in a string a string', () => {
  const element = h('p', {}, '<b>bold</b>')
  expect(element.childElementCount).toBe(0)
  expect(element.textContent).toBe('<b>bold</b>')
})

it.each(['onclick', 'onerror', 'style', 'srcdoc'])('refuses the attribute %s from a string', (name) => {
  expect(() => h('p', { [name]: 'alert(1)' })).toThrow(TypeError)
})

it('leaves out what is null or false and keeps zero', () => {
  const element = h('p', { id: null, hidden: false, tabindex: 0 }, null, false, 'text')
  expect(element.outerHTML).toBe('<p tabindex="0">text</p>')
})
