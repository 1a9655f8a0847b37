// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { cutPath, pathText } from './path-text.ts'

const long = `/producten/${'afwatering-'.repeat(20)}/drainbuis-80-kokos`

it('leaves out the middle of a long address, and keeps it whole beside it', () => {
  const shown = pathText(long)
  expect(cutPath(long)).toHaveLength(52)
  expect(cutPath(long)).toMatch(/^\/producten\/afwatering-.*….*drainbuis-80-kokos$/)
  expect(shown.title).toBe(long)
  expect(shown.querySelector('.path-whole')!.textContent).toBe(long)
  expect(shown.querySelector('[aria-hidden]')!.textContent).toBe(cutPath(long))
})

it('shows a short address as it is', () => {
  expect(pathText('/prijzen').outerHTML).toBe('<code class="path">/prijzen</code>')
})

it('cuts no character in half', () => {
  expect(cutPath(`/${'🌧️🏡'.repeat(200)}`)).not.toMatch(/\p{Surrogate}/u)
})
