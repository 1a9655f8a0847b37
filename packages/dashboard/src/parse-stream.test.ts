import { expect, it } from 'vitest'
import { parseStream, type StreamEvent } from './parse-stream.ts'

const STREAM =
  ': hello\n\nevent: snapshot\ndata: {"a":"é"}\n\n: beat\n\nevent: left\r\ndata: 1\r\n\r\ndata: two\ndata: lines\n\nevent: cut'

async function parsed(pieces: readonly Uint8Array[]): Promise<readonly StreamEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      for (const piece of pieces) stream.enqueue(piece)
      stream.close()
    },
  })
  const events: StreamEvent[] = []
  for await (const event of parseStream(body)) events.push(event)
  return events
}

const EVENTS = [
  { name: 'snapshot', data: '{"a":"é"}' },
  { name: 'left', data: '1' },
  { name: 'message', data: 'two\nlines' },
]

it('reads events and passes over comments and what was cut off', async () => {
  expect(await parsed([new TextEncoder().encode(STREAM)])).toEqual(EVENTS)
})

it('reads the same from pieces cut anywhere, in the middle of a letter too', async () => {
  const bytes = new TextEncoder().encode(STREAM)
  for (const size of [1, 2, 3, 7]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.slice(i * size, (i + 1) * size),
    )
    expect(await parsed(pieces)).toEqual(EVENTS)
  }
})
