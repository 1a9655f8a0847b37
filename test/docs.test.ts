import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'

/** What the docs show is what happens. */

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')

function example(name: string): string {
  const found = new RegExp(`<!-- example: ${name} -->\\n\`\`\`json\\n([^]*?)\`\`\``).exec(readme)?.[1]
  expect(found, `README example ${name}`).toBeDefined()
  return found!
}

describe('README.md', () => {
  it('shows the real answer to its request', async () => {
    const { app, close } = await createTestApp({ sites: [{ id: 'demo' }] })
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 Firefox/145.0' },
      payload: example('request'),
    })
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toEqual(JSON.parse(example('answer')))
    await close()
  })

  it('takes its figures from the newest result file', () => {
    const newest = readdirSync(join(root, 'bench/results'))
      .filter((file) => file.endsWith('-replay.md'))
      .toSorted()
      .at(-1)
    const result = read(`bench/results/${newest}`).split('\n')
    const table = readme.split('\n').filter((line) => /^\| (passant|zoeker|koper) \| \d/.test(line))
    expect(table).toHaveLength(3)
    for (const line of table) expect(result).toContain(line)
  })

  it('names only settings that exist', () => {
    const settings = new Set(read('packages/collector/src/config.ts').match(/KOOPSIGNAAL_\w+/g))
    for (const name of readme.match(/KOOPSIGNAAL_\w+/g) ?? []) expect(settings).toContain(name)
  })
})

describe('links in the docs', () => {
  const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...inFolder('docs')]

  it.each(pages)('lead somewhere from %s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!)
    for (const link of links) expect(() => readdirOrRead(join(root, dirname(page), link)), link).not.toThrow()
  })

  it.each(pages)('has no word of the place it was written in: %s', (page) => {
    expect(read(page)).not.toMatch(/\/work\/|\.\.\/shared|registry\.npmjs/)
  })
})

function inFolder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file))
}

function readdirOrRead(path: string): unknown {
  try {
    return readFileSync(path)
  } catch {
    return readdirSync(path)
  }
}
