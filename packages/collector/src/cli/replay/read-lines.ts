import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { StartError } from '../../errors.ts'

/** The lines of a file, unpacked when it is gzipped.
 *  @throws StartError when it cannot be read */
export async function* readLines(file: string): AsyncGenerator<string> {
  const start = Buffer.alloc(2)
  try {
    const handle = await open(file)
    await handle.read(start, 0, 2, 0)
    await handle.close()
  } catch (error) {
    throw new StartError(`${file} cannot be read: ${(error as Error).message}.`)
  }
  const raw = createReadStream(file)
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  const input = isGzip ? raw.pipe(createGunzip()) : raw
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield line
}
