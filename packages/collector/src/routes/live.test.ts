import { describe, expect, it } from 'vitest'
import { toViewer } from './live.ts'

/** A connection of which `unread` bytes have not been taken. */
function connection(unread: number) {
  const told: string[] = []
  const stream = {
    writableLength: unread,
    isCut: false,
    write: (text: string) => told.push(text) > 0,
    destroy() {
      stream.isCut = true
      return stream as never
    },
  }
  return { stream, told }
}

describe('a viewer', () => {
  it('is told by name, in one line of JSON, whatever the text holds', () => {
    const { stream, told } = connection(0)
    toViewer(stream, 'nl').tell('left', { id: 'a\n\nevent: snapshot' })
    expect(told).toEqual(['event: left\ndata: {"id":"a\\n\\nevent: snapshot"}\n\n'])
  })

  it('who does not read is cut off and told nothing more', () => {
    const { stream, told } = connection(256 * 1024 + 1)
    toViewer(stream, 'nl').tell('left', { id: 'a' })
    expect([stream.isCut, told]).toEqual([true, []])
  })
})
