import { OPERATIONS, type Operations } from './operations.ts'

/** What can be asked, by name: `getVisitors`, `putSavedSegment`, … */
export type OperationName = keyof Operations

/** What a question takes: the parts of its path, its parameters and, where it has one, its body. */
export type Asked<Name extends OperationName> = Operations[Name]['path'] &
  Operations[Name]['query'] &
  (Operations[Name]['body'] extends undefined ? unknown : { readonly body: Operations[Name]['body'] })
export type Answer<Name extends OperationName> = Operations[Name]['answer']

type Rest<Name extends OperationName> =
  Record<never, never> extends Asked<Name> ? [asked?: Asked<Name>] : [asked: Asked<Name>]
export type Client = {
  readonly [Name in OperationName]: (...rest: Rest<Name>) => Promise<Answer<Name>>
}

export interface ClientOptions {
  /** Where the collector is: 'https://koop.example.nl'. */
  readonly url: string
  readonly token?: string
  /** 'nl' or 'en': the language of reasons. */
  readonly language?: string
  readonly fetch?: typeof fetch
}

/** The collector refused: `code` is stable, `message` says what to change. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}

/** Asks a collector, with a method for each thing that it can be asked.
 *  @throws Refusal, from each method, for an answer that is none
 *  @example await createClient({ url, token }).getVisitors({ site: 'example', segment: ['koper'] }) */
export function createClient(options: ClientOptions): Client {
  const names = Object.keys(OPERATIONS) as OperationName[]
  return Object.fromEntries(
    names.map((name) => [name, (asked: Readonly<Record<string, unknown>> = {}) => ask(options, name, asked)]),
  ) as unknown as Client
}

async function ask(
  { url, token, language, fetch: send = fetch }: ClientOptions,
  name: OperationName,
  { body, ...parameters }: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const [method, path] = OPERATIONS[name]
  const response = await send(addressOf(url, path, parameters), {
    method,
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(language === undefined ? {} : { 'accept-language': language }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw await toRefusal(response)
  return response.status === 204 ? undefined : response.json()
}

function addressOf(url: string, path: string, parameters: Readonly<Record<string, unknown>>): string {
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])))
  const query = new URLSearchParams(
    Object.entries(parameters)
      .filter(([name, value]) => !inPath.has(name) && value !== undefined)
      .flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)])),
  )
  return `${url.replace(/\/$/, '')}${filled}${query.size === 0 ? '' : `?${query}`}`
}

async function toRefusal(response: Response): Promise<Refusal> {
  const told = (await response.json().catch(() => null)) as {
    error?: { code?: string; message?: string }
  } | null
  const { code = 'unreadable', message = `The collector answered ${response.status}.` } = told?.error ?? {}
  return new Refusal(response.status, code, message)
}
