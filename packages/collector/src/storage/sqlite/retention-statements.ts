/** SQL of retention.ts. */
export const RETENTION_STATEMENTS = {
  lastWorkedDay: 'SELECT seq, day FROM worked_days ORDER BY seq DESC LIMIT 1',
  addWorkedDay: 'INSERT INTO worked_days (day, last_visitor, last_block, stage) VALUES (:day, 0, 0, 0)',
  /** Who came until now came on this day or before. */
  putWorkedDay: `UPDATE worked_days SET last_visitor = coalesce((SELECT max(key) FROM visitors), 0),
    last_block = coalesce((SELECT max(key) FROM blocks), 0) WHERE seq = :seq`,
  /** The newest rows may have been erased, and their keys be given out again: those who get them did not come on an older day. */
  clampWorkedDays: `UPDATE worked_days SET
      last_visitor = min(last_visitor, coalesce((SELECT max(key) FROM visitors), 0)),
      last_block = min(last_block, coalesce((SELECT max(key) FROM blocks), 0))
    WHERE last_visitor > coalesce((SELECT max(key) FROM visitors), 0) OR last_block > coalesce((SELECT max(key) FROM blocks), 0)`,
  dueDay: `SELECT seq, last_visitor AS lastVisitor, last_block AS lastBlock,
      coalesce((SELECT before.last_visitor FROM worked_days before WHERE before.seq < d.seq ORDER BY seq DESC LIMIT 1), 0) AS after
    FROM worked_days d
    WHERE stage < :stage AND seq <= (SELECT max(seq) FROM worked_days) - :days ORDER BY seq LIMIT 1`,
  putStage: 'UPDATE worked_days SET stage = :stage WHERE seq = :seq',
  /** All but the newest of those whose visitors are gone: the next day begins where that one ended. */
  removeWorkedDays: `DELETE FROM worked_days WHERE stage = :stage
    AND seq < (SELECT max(seq) FROM worked_days WHERE stage = :stage)`,

  /** Visitors who can still be recognised. A bot's row says nothing about consent. */
  recognisable: `SELECT v.key, v.id, s.id AS site FROM visitors v JOIN sites s ON s.key = v.site
    WHERE v.key > :after AND v.key <= :until AND v.id <> '' AND v.consented IS NOT 0 ORDER BY v.key LIMIT :limit`,
  renameVisitor: "UPDATE visitors SET id = :id, recent = x'' WHERE key = :key",
  visitorsOfDay: `SELECT v.key, v.id, s.id AS site FROM visitors v JOIN sites s ON s.key = v.site
    WHERE v.key > :after AND v.key <= :until AND v.id <> '' ORDER BY v.key LIMIT :limit`,
  /** Blocks of those who were only counted, who share a row in each site. */
  removeCounted:
    "DELETE FROM blocks WHERE key <= :lastBlock AND visitor IN (SELECT key FROM visitors WHERE id = '')",
}
