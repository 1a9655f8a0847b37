/** One server-sent event. */
export interface StreamEvent {
  readonly name: string
  readonly data: string
}

/** Reads server-sent events from bytes that arrive in pieces cut anywhere; lines that are comments keep the connection alive and
 *  say nothing.
 *  Source: HTML Standard, "Parsing an event stream"; read 2026-11-22 */
export async function* parseStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/)
      rest = blocks.pop()!
      for (const block of blocks) {
        const event = toEvent(block)
        if (event !== null) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function toEvent(block: string): StreamEvent | null {
  const fields = block.split(/\r?\n/).map((line) => /^(event|data): ?(.*)$/.exec(line))
  const of = (name: string) => fields.flatMap((field) => (field?.[1] === name ? [field[2]!] : []))
  const data = of('data')
  return data.length === 0 ? null : { name: of('event').at(-1) ?? 'message', data: data.join('\n') }
}
