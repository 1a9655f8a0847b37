/** What the change log is written with and what the census is read with; `STATEMENTS` takes them in. `keys`: a JSON array of rows of
 *  visitors, in order, which CROSS JOIN makes the engine go through one by one. */
export const CENSUS_STATEMENTS = {
  addChange: 'INSERT INTO changes (site, visitors) VALUES (:site, :visitors)',
  removeChanges: 'DELETE FROM changes WHERE seq <= :before',
  changesAfter: 'SELECT visitors FROM changes WHERE seq > :after AND site = :site ORDER BY seq',
  /** Two questions: the engine finds the least or the greatest of a key at once, but not both. */
  changesKept: `SELECT coalesce((SELECT min(seq) FROM changes), 0) AS first, coalesce((SELECT max(seq) FROM changes), 0) AS last`,

  /** Bots' visitors and those of whom nothing was derived have no number of visits. */
  censusKeys: `SELECT key, coalesce(visits > 1 OR conversions > 0, 0) FROM visitors WHERE key > :after AND +site = :site
    ORDER BY key LIMIT :limit`,
  censusVisitors: `SELECT v.key, v.consented, v.page_views, v.visits, v.first_at, v.last_at, v.base, v.waarom, v.wat, v.waar, v.device, v.country
    FROM json_each(:keys) k CROSS JOIN visitors v ON v.key = k.value AND v.site = :site WHERE v.yardstick IS NOT NULL ORDER BY v.key`,
  /** As the view `visits`, into whose two halves the engine would not carry a join. */
  censusVisits: `SELECT t.visitor, t.from_at, t.to_at, t.page_views, t.segments, t.phases, t.converted_segment, t.converted_phase, t.source
    FROM json_each(:keys) k CROSS JOIN past_visits t ON t.visitor = k.value
    UNION ALL
    SELECT v.key, v.visit_from, v.last_at, v.visit_page_views, v.visit_segments, v.visit_phases, v.visit_converted_segment,
      v.visit_converted_phase, v.visit_source
    FROM json_each(:keys) k CROSS JOIN visitors v ON v.key = k.value WHERE v.visit_from IS NOT NULL
    ORDER BY 1, 2`,
  censusSpans: `SELECT s.visitor, s.from_at, s.until_at, s.standing
    FROM json_each(:keys) k CROSS JOIN standings s ON s.visitor = k.value ORDER BY s.visitor, s.from_at`,
  censusConversions: `SELECT c.visitor, c.at, c.segment, c.phase, c.name, c.value, c.currency
    FROM json_each(:keys) k CROSS JOIN conversions c ON c.visitor = k.value ORDER BY c.visitor, c.at, c.id`,
  censusBlocks: `SELECT v.key, v.id, b.events FROM json_each(:keys) k CROSS JOIN visitors v ON v.key = k.value AND v.site = :site
    CROSS JOIN blocks b ON b.visitor = v.key ORDER BY v.key, b.key`,
  idsOf: 'SELECT v.key, v.id FROM json_each(:keys) k CROSS JOIN visitors v ON v.key = k.value',
  keysById: 'SELECT key FROM visitors WHERE site = :site ORDER BY id',
  censusRecent: `SELECT v.key, v.id, v.recent FROM json_each(:keys) k CROSS JOIN visitors v ON v.key = k.value AND v.site = :site
    ORDER BY v.key`,
} as const
