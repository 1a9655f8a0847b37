import { StringDecoder } from 'node:string_decoder'

/** The lines of a stream of UTF-8, without their ends: a line feed, with or without a carriage return before it. Nothing else ends a line:
 *  JSON may hold a U+2028 as it is, and readline takes that for an end.
 *  @param longest  characters, ≥ 1: of a longer line so many and one more are given, so that it shows and no memory grows with it
 *  @throws what the stream throws, after the lines that were whole before it
 *  @example linesOf(Readable.from([Buffer.from('a\\r\\nb')]), 80) // 'a', 'b' */
export async function* linesOf(bytes: AsyncIterable<Buffer>, longest: number): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const some of bytes) {
    const lines = (rest + decoder.write(some)).split('\n')
    rest = cut(lines.pop()!, longest)
    for (const line of lines) yield cut(withoutReturn(line), longest)
  }
  rest += decoder.end()
  if (rest !== '') yield withoutReturn(rest)
}

function cut(line: string, longest: number): string {
  return line.length > longest ? line.slice(0, longest + 1) : line
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
