import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLoad, type Load } from './load.ts'

/** What the clients of a collector wrote down as acknowledged, beside its data folder. */
export interface Ledger {
  readonly load: Load
  /** Ends it.
   *  @returns the ids of all acknowledged events */
  readonly ids: () => readonly string[]
}

/** @param data  the collector's data folder */
export function createLedger(data: string): Ledger {
  const file = join(data, '..', 'ledger')
  const descriptor = openSync(file, 'a')
  return {
    load: createLoad(descriptor),
    ids: () => {
      closeSync(descriptor)
      return readFileSync(file, 'utf8').split(/\s+/).filter(Boolean)
    },
  }
}
