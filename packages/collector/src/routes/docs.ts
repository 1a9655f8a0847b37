import type { FastifyInstance } from 'fastify'
import { toDocsPage } from './docs-page.ts'
import { HIDDEN } from './hidden.ts'

/** The interface described: `/openapi.json` for programs, `/docs` for people. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  let page: string | undefined

  app.get('/openapi.json', { schema: HIDDEN }, async (_request, reply) =>
    reply.header('access-control-allow-origin', '*').send(app.swagger()),
  )

  app.get('/docs', { schema: HIDDEN }, async (_request, reply) => {
    page ??= toDocsPage(app.swagger() as never)
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
      )
      .send(page)
  })

  app.get('/docs/style.css', { schema: HIDDEN }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(STYLE),
  )
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 6rem }
h1 { font-size: 1.9rem; line-height: 1.2 }
h2 { margin-top: 3rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding-bottom: .3rem }
article { margin: 1.75rem 0 }
h3 { font-size: 1.05rem; margin: 0 0 .25rem; font-family: ui-monospace, monospace; overflow-wrap: anywhere }
h3 b { display: inline-block; min-width: 4.2rem }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin-top: .5rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent) }
summary { cursor: pointer; margin-top: .4rem }
code, pre { font-family: ui-monospace, monospace; font-size: .88em }
pre { overflow-x: auto; padding: .9rem 1rem; border-radius: .4rem; background: color-mix(in srgb, currentColor 7%, transparent) }
`
