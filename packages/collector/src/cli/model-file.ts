import { writeFileSync } from 'node:fs'
import type { Model } from '@koopsignaal/scoring'
import { StartError } from '../errors.ts'
import { iso } from '../questions/iso.ts'
import type { ModelDecision } from '../storage/store.ts'

/** Writes the model that a site is scored with, and the decision that left it so: when, on what data, and with which figures. As
 *  `backtest --model` reads it.
 *  @throws StartError when the file cannot be written */
export function writeModelFile(file: string, model: Model, decision: ModelDecision): void {
  const { at, decision: decided, version, reason, figures } = decision
  const content = { ...model, decision: { at: iso(at), decision: decided, version, reason, figures } }
  try {
    // Whoever may read the file may know what sells.
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new StartError(`The file ${file} cannot be written: ${(error as Error).message}.`)
  }
}
