import { ROLES } from '@koopsignaal/protocol'
import { hashToken, newToken } from '../auth/tokens.ts'
import { urlOf } from '../config.ts'
import { StartError } from '../errors.ts'
import type { Command } from './command.ts'
import { newLoginLink } from './serve.ts'
import { requireSite, withStore } from './with-store.ts'

export const tokenCreate: Command = {
  name: 'token create',
  summary: 'Makes a token for a site and prints it, this once.',
  usage: 'token create --site <id> --role read|write|admin',
  words: 0,
  options: {
    site: { kind: 'text', required: true, help: 'the site it is for' },
    role: { kind: 'text', required: true, help: 'read: ask; write: send with own times; admin: everything' },
    label: { kind: 'text', fallback: '', help: 'what it is for' },
  },
  settings: ['data', 'store'],
  run: async ({ config, text }, io) => {
    const role = ROLES.find((one) => one === text('role'))
    if (role === undefined)
      throw new StartError(`--role is '${text('role')}': expected ${ROLES.join(', ')}.`, 2)
    const token = newToken()
    await withStore(config, async (store) => {
      const site = await requireSite(store, text('site')!)
      const label = text('label')!
      await store.putToken({ hash: hashToken(token), site: site.id, role, label, createdAt: Date.now() })
    })
    io.print(token)
  },
}

export const login: Command = {
  name: 'login',
  summary: 'Prints a link that logs one browser in to the dashboard, once, within 15 minutes.',
  usage: 'login',
  words: 0,
  options: {},
  settings: ['data', 'store', 'host', 'port'],
  run: async ({ config }, io) => {
    io.print(await withStore(config, (store) => newLoginLink(store, urlOf(config))))
  },
}
