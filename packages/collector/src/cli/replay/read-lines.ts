import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { StartError } from '../../errors.ts'
import { linesOf } from '../../lines-of.ts'

/** In characters. Chosen: web servers take addresses of 8 KiB, and a line has a few. */
const LONGEST_LINE = 64 * 1024

/** The lines of a file, unpacked when it is gzipped.
 *  @throws StartError when it cannot be read, also when that shows halfway */
export async function* readLines(file: string): AsyncGenerator<string> {
  const start = await beginningOf(file)
  const raw = createReadStream(file)
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  const input = isGzip ? raw.pipe(createGunzip()) : raw
  // A pipe does not pass errors on.
  raw.on('error', (error) => input.destroy(error))
  try {
    yield* linesOf(input, LONGEST_LINE)
  } catch (error) {
    throw new StartError(`${file} cannot be read to its end: ${(error as Error).message}.`)
  }
}

/** Before anything else is asked for: a mistyped name is the likeliest mistake.
 *  @throws StartError when the file cannot be read */
export async function mustBeReadable(file: string): Promise<void> {
  await beginningOf(file)
}

async function beginningOf(file: string): Promise<Buffer> {
  const start = Buffer.alloc(2)
  try {
    const handle = await open(file)
    // A folder can be opened, and not be read.
    await handle.read(start, 0, 2, 0).finally(() => handle.close())
  } catch (error) {
    throw new StartError(`${file} cannot be read: ${(error as Error).message}.`)
  }
  return start
}
