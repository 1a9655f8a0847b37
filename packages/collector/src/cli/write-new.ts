import { randomUUID } from 'node:crypto'
import { realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { StartError } from '../errors.ts'
import type { Option } from './command.ts'

/** The option of commands that write a file. */
export const FORCE: Option = { kind: 'flag', help: 'replace the file when it is there already' }

/** Writes a file that is not there yet, or with `force` puts another in its place once that one is whole: the old one stays when writing
 *  fails.
 *  @param write  makes the file at the path that it is given, with the flags for opening it
 *  @throws StartError when the file is there and may not be replaced */
export async function writeNew(
  file: string,
  { force }: { readonly force: boolean },
  write: (path: string, flags: 'w' | 'wx') => Promise<void>,
): Promise<void> {
  const present = statSync(file, { throwIfNoEntry: false })
  if (present === undefined) return write(file, 'wx')
  // A pipe or a device holds nothing that could be lost.
  if (!present.isFile()) return write(file, 'w')
  if (!force)
    throw new StartError(`${file} is there already: give another name, or --force to replace the file.`)
  const place = realpathSync(file)
  const part = `${place}.${randomUUID()}.part`
  try {
    await write(part, 'wx')
    renameSync(part, place)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}
