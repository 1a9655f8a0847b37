import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'
import { answerNotFound } from './answer-error.ts'

/** Answers what no route takes: 405 with `Allow` where the address exists for other methods, else 404. To be set up before the routes
 *  are: it writes them down as they come. */
export function answerNoRoute(app: FastifyInstance): void {
  const known = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const route = known.get(url) ?? { pattern: toPattern(url), methods: new Set<string>() }
    known.set(url, route)
    for (const one of [method].flat()) route.methods.add(one)
  })

  function methodsAt(path: string): readonly string[] {
    const here = [...known.values()].filter(({ pattern }) => pattern.test(path))
    return [...new Set(here.flatMap(({ methods }) => [...methods]))].toSorted()
  }

  app.setNotFoundHandler(async (request, reply) => {
    const allowed = methodsAt(pathOf(request.url))
    // What is taken and leads to nothing, such as a file that is not there, is no wrong method.
    if (allowed.length === 0 || allowed.includes(request.method)) return answerNotFound(request, reply)
    throw methodNotAllowed(reply, request.method, allowed)
  })
}

/** Says which methods an address takes. */
export function methodNotAllowed(reply: FastifyReply, method: string, allowed: readonly string[]): AppError {
  const list = allowed.join(', ')
  reply.header('allow', list)
  return new AppError('method_not_allowed', `This address does not take ${method}; it takes ${list}.`)
}

/** '/v1/sites/:site/visitors' → every address that the router takes for it. */
function toPattern(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*'
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('/')}$`)
}

function pathOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0]!
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
