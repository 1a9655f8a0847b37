import { spawn } from 'node:child_process'
import { DAY, HOUR, MINUTE } from '@koopsignaal/protocol'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Store } from '../storage/store.ts'

/** Chosen: when most sites are quiet. */
const START_OF_NIGHT = 3 * HOUR + 10 * MINUTE

export interface NightlyOptions {
  readonly store: Store
  readonly config: Config
  readonly log: FastifyBaseLogger
  /** The file that this program was started from. */
  readonly program: string
}

/** Learns every site's weights once a night, each in a process of its own: fitting takes seconds to minutes, and no visitor
 *  must wait for it.
 *  @returns a function that ends it */
export function learnNightly(options: NightlyOptions): () => void {
  let timer: NodeJS.Timeout
  const plan = (): void => {
    timer = setTimeout(() => {
      void learnAll(options).finally(plan)
    }, untilNight(new Date()))
    timer.unref()
  }
  plan()
  return () => clearTimeout(timer)
}

/** How long until the next 3:10 on this machine's clock. */
export function untilNight(now: Date): number {
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  const tonight = midnight + START_OF_NIGHT - now.getTime()
  return tonight > 0 ? tonight : tonight + DAY
}

async function learnAll({ store, config, log, program }: NightlyOptions): Promise<void> {
  for (const { id } of await store.sites()) {
    const args = [program, 'learn', '--site', id, '--data', config.dataDir]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
    })
    const code = await new Promise((resolve) => {
      child.once('exit', resolve).once('error', () => resolve(null))
    })
    log.info({ site: id, code, said: said.trim() }, 'learned')
  }
}
