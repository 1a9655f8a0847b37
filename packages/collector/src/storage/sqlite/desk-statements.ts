/** Only rows that can hold such events are unpacked. */
const SINCE = `e.site = :site AND e.last_day >= CAST(:since AS INTEGER) / 86400000 AND e.newest >= :since AND e.at >= :since`

/** What the desk asks, by name; `STATEMENTS` takes them in. */
export const DESK_STATEMENTS = {
  putSavedSegment: `INSERT INTO saved_segments (site, name, label, filters, created_at, changed_at)
    VALUES (:site, :name, :label, :filters, :createdAt, :changedAt)
    ON CONFLICT (site, name) DO UPDATE SET label = excluded.label, filters = excluded.filters, changed_at = excluded.changed_at`,
  savedSegment: `SELECT name, label, filters, created_at, changed_at FROM saved_segments WHERE site = :site AND name = :name`,
  savedSegments: `SELECT name, label, filters, created_at, changed_at FROM saved_segments WHERE site = :site ORDER BY name`,
  removeSavedSegment: 'DELETE FROM saved_segments WHERE site = :site AND name = :name',
  /** RFC 7396: lists are replaced, what is not named stays. */
  changeSite: `UPDATE sites SET settings = json_patch(settings, :change), seal = checksum(id || json_patch(settings, :change))
    WHERE id = :id`,

  /** Rows that may hold page views of the period; :visitor is the row of those who are only counted. */
  countedViews: `SELECT events FROM blocks WHERE visitor = :visitor AND page_views > 0 AND first_at < :to AND last_at >= :from
    UNION ALL SELECT recent FROM visitors WHERE key = :visitor AND recent <> x''`,
  /** Rows that may hold acts of the period; one statement, so that none is between its row and a block. */
  countedActs: `SELECT acts, NULL AS recent FROM blocks
      WHERE visitor = :visitor AND acts IS NOT NULL AND first_at < :to AND last_at >= :from
    UNION ALL SELECT NULL, recent FROM visitors WHERE key = :visitor AND recent <> x''`,
  /** A block that is longer than a week tells by its events what lies between. */
  countedTimes: `SELECT first_at AS firstAt, last_at AS lastAt, CASE WHEN last_at - first_at > ${7 * 86_400_000} THEN events END AS events
      FROM blocks WHERE visitor = :visitor
    UNION ALL SELECT 0, 0, recent FROM visitors WHERE key = :visitor AND recent <> x''`,
  blocksOfCounted: 'SELECT events, acts FROM blocks WHERE visitor = :visitor',
  activityTypes: `SELECT type, count(*) AS count, max(at) AS lastAt, count(bot) AS bots FROM events e
    WHERE ${SINCE} GROUP BY type`,
  activityHosts: `SELECT page ->> '$[0]' AS host, count(*) AS count, max(at) AS lastAt FROM events e
    WHERE ${SINCE} AND bot IS NULL GROUP BY host HAVING host IS NOT NULL ORDER BY count DESC, host LIMIT 50`,
  dropCounts: `SELECT reason, count(*) AS count, max(at) AS lastAt, message, max(seq) FROM quarantine
    WHERE site = :site GROUP BY reason ORDER BY count DESC, reason`,
} as const
