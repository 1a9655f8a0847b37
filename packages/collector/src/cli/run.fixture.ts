import { main } from './main.ts'

export interface Ran {
  readonly code: number
  /** Lines of the result. */
  readonly out: readonly string[]
  /** Lines of progress, remarks and refusals. */
  readonly notes: readonly string[]
}

/** Runs a command as the process would, with the data folder given. */
export async function run(data: string, ...args: readonly string[]): Promise<Ran> {
  return runWith({ KOOPSIGNAAL_DATA: data }, ...args)
}

export async function runWith(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ran> {
  const [out, notes]: [string[], string[]] = [[], []]
  const code = await main(args, {
    env,
    print: (line) => void out.push(line),
    note: (line) => void notes.push(line),
    isTerminal: false,
  })
  return { code, out, notes }
}
