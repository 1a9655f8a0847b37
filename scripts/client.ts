import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createTestApp } from '../test/support/app.ts'
import { type Description, toClientSource } from './client-source.ts'

/** Writes the client's types anew: node scripts/client.ts, after the interface has changed. */

const test = await createTestApp()
const { body } = await test.get<Description>('/openapi.json', {})
writeFileSync(resolve(import.meta.dirname, '../packages/client/src/operations.ts'), toClientSource(body))
await test.close()
