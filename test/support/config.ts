import type { Config } from '../../packages/collector/src/config.ts'

/** The settings of a collector on this machine, on any free port. */
export const configOf = (dataDir: string): Config => ({
  host: '127.0.0.1',
  port: 0,
  dataDir,
  store: 'sqlite',
  trustProxy: [],
  adminToken: null,
})
