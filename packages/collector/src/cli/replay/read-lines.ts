import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { StartError } from '../../errors.ts'

/** The lines of a file, unpacked when it is gzipped.
 *  @throws StartError when it cannot be read, also when that shows halfway */
export async function* readLines(file: string): AsyncGenerator<string> {
  const start = await beginningOf(file)
  const raw = createReadStream(file)
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  const input = isGzip ? raw.pipe(createGunzip()) : raw
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  // Not every Node passes the errors of readline's input on: a damaged archive would end the process.
  let failure: Error | null = null
  const fail = (error: Error): void => {
    failure ??= error
    lines.close()
  }
  raw.on('error', fail)
  input.on('error', fail)
  try {
    for await (const line of lines) yield line
  } catch (error) {
    fail(error as Error)
  }
  if (failure !== null)
    throw new StartError(`${file} cannot be read to its end: ${(failure as Error).message}.`)
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
