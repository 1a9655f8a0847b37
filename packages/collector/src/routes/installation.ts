import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { isHostIn } from '../pipeline/hosts.ts'
import { askInstallation } from '../questions/installation.ts'
import { installationAnswer } from '../schemas/answers-site.ts'
import { sitePath } from '../schemas/query.ts'
import type { ParsedByZod } from '../schemas/type-provider.ts'
import { createScriptArchive } from '../script-archive.ts'
import type { TagLog } from '../tag-log.ts'
import { createTrackerScripts } from '../tracker-script.ts'
import { type Context, refuseStrangers, siteFor } from './context.ts'
import { managing, refusals } from './described.ts'
import { languageOf } from './negotiate.ts'

/** `/installation`: is the tag found, do events arrive, which are dropped and why. */
export async function installationRoutes(
  plain: FastifyInstance,
  context: Context,
  tagLog: TagLog,
): Promise<void> {
  const app = plain.withTypeProvider<ParsedByZod>()
  const { store, now, assets, config } = context
  const scriptOf = createTrackerScripts((file) => readFileSync(join(assets.tracker, file), 'utf8'))
  const archive = createScriptArchive(config.dataDir)
  app.addHook('onRequest', refuseStrangers(context))

  app.get(
    '/v1/sites/:site/installation',
    {
      schema: {
        ...managing,
        summary: 'Is the tag found, do events arrive, which are dropped and why',
        params: sitePath,
        response: { 200: installationAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const site = await siteFor(context, request, request.params.site, 'read')
      const script = scriptOf(site)
      // A tag with a hash that was shown must go on working after an upgrade.
      archive.keep(site.id, script.hash, script.plain)
      reply.header('cache-control', 'no-store').header('vary', 'accept-language')
      const url = `${request.protocol}://${request.host}`
      const domains = new Set(site.domains)
      const isOwn = (host: string) => isHostIn(host, domains)
      return askInstallation({ store, site, tagLog, script, url, isOwn }, now(), languageOf(request, site))
    },
  )
}
