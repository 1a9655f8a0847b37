import { DAY, type UnixMs } from '@koopsignaal/protocol'
import { readLines } from '../../packages/collector/src/cli/replay/read-lines.ts'
import { readStream } from '../../packages/collector/src/cli/replay/stream-tsv.ts'

/** A recorded clickstream as lines for `/v1/events/bulk`, moved by whole days so that its last event comes in the day before `end`.
 *  @throws RangeError for a line that is none */
export async function recordedPublic(
  file: string,
  target: { readonly site: string; readonly domain: string },
  end: UnixMs,
): Promise<readonly object[]> {
  const lines: { readonly at: UnixMs }[] = []
  let number = 0
  for await (const text of readLines(file)) {
    const read = readStream(text, ++number, target)
    if (read.status === 'dropped') throw new RangeError(`${file}:${number}: ${read.reason}`)
    if (read.status === 'event') lines.push(read.line as unknown as { readonly at: UnixMs })
  }
  const last = lines.reduce((latest, { at }) => Math.max(latest, at), 0)
  const moved = DAY * Math.floor((end - last) / DAY)
  return lines.map((line) => ({ ...line, at: line.at + moved }))
}
