import { event } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** A second process that writes to a database: `writer.fixture.ts <folder> <batches>`. Commits batches of ten
 *  events with the ids event-00000, event-00001, … and prints the verdict counts as JSON; a line 'ready' comes first. */
const [folder = '', batches = '0'] = process.argv.slice(2)

const store = openSqliteStore(folder)
const counts: Record<string, number> = {}
console.log('ready')
for (let batch = 0; batch < Number(batches); batch++) {
  const events = Array.from({ length: 10 }, (_, i) => {
    const number = batch * 10 + i
    return event({
      id: `event-${String(number).padStart(5, '0')}`,
      visitor: `visitor-${number % 7}`,
      at: 1_000 * number,
    })
  })
  const { verdicts } = await store.commit({ events, drops: [] }, advanceVisitor)
  for (const verdict of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1
  // Let the other process in between.
  await new Promise(setImmediate)
}
await store.close()
console.log(JSON.stringify(counts))
