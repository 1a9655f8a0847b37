/** `hold-lock.ts <database> <ms>`: another program that has the database to itself for a while. */
import Database from 'better-sqlite3'

const [file, time] = process.argv.slice(2)
const database = new Database(file!, { timeout: 5_000 })
database.exec('BEGIN IMMEDIATE')
console.log('held')
setTimeout(() => {
  database.exec('ROLLBACK')
  database.close()
}, Number(time))
