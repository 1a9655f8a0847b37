/** `hold-lock.ts <database>`: another program that has the database to itself until it is told to end (SIGTERM). */
import Database from 'better-sqlite3'

// SQLite's lock knows no queue: beside a writer that is at work all the time, taking it may need many tries.
const database = new Database(process.argv[2]!, { timeout: 60_000 })
database.exec('BEGIN IMMEDIATE')
console.log('held')

// A timer keeps the process; the signal ends it.
const stay = setInterval(() => {}, 60_000)
process.on('SIGTERM', () => {
  clearInterval(stay)
  database.exec('ROLLBACK')
  database.close()
})
