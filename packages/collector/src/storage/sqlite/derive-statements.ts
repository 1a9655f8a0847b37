/** What a rebuild reads: all rows of the visitors between two keys at once, each statement in order of their keys. */

const PROFILE_COLUMNS = `v.consented, v.first_at, v.last_at, v.visits, v.page_views, v.conversions, v.base, v.waarom, v.wat, v.waar,
  v.koper_until, v.zoeker_until, v.yardstick, v.peak, v.device, v.country, v.profile`

const BETWEEN = "v.key > :after AND v.key <= :to AND (:site IS NULL OR v.site = :site) AND v.id <> ''"
const OUTDATED = `${BETWEEN}
  AND v.yardstick <> CASE WHEN v.peak >= :koperFrom THEN :koper WHEN v.peak >= :zoekerFrom THEN :zoeker ELSE :passant END`

const visitors = (those: string) =>
  `SELECT v.key, v.id, v.recent, ${PROFILE_COLUMNS} FROM visitors v WHERE ${those} ORDER BY v.key`
const blocks = (those: string) =>
  `SELECT b.visitor, b.events FROM visitors v CROSS JOIN blocks b ON b.visitor = v.key WHERE ${those} ORDER BY v.key, b.key`
const standings = (those: string) => `SELECT s.visitor, s.from_at, s.until_at, s.standing
  FROM visitors v CROSS JOIN standings s ON s.visitor = v.key WHERE ${those} ORDER BY v.key, s.from_at`
/** As the view `visits`, into whose two halves the engine would not carry a join. */
const visits = (
  those: string,
) => `SELECT t.visitor, t.from_at, t.to_at, t.page_views, t.segments, t.phases, t.converted_segment,
    t.converted_phase, coalesce((SELECT fact FROM facts WHERE key = t.source), t.source)
  FROM visitors v CROSS JOIN past_visits t ON t.visitor = v.key WHERE ${those}
  UNION ALL
  SELECT v.key, v.visit_from, v.last_at, v.visit_page_views, v.visit_segments, v.visit_phases, v.visit_converted_segment,
    v.visit_converted_phase, coalesce((SELECT fact FROM facts WHERE key = v.visit_source), v.visit_source)
  FROM visitors v WHERE ${those} AND v.visit_from IS NOT NULL ORDER BY 1, 2`
const conversions = (
  those: string,
) => `SELECT c.visitor, c.at, c.id, c.segment, c.phase, c.name, c.value, c.currency
  FROM visitors v CROSS JOIN conversions c ON c.visitor = v.key WHERE ${those} ORDER BY v.key, c.at, c.id`

export const DERIVE_STATEMENTS = {
  deriveVisitors: visitors(BETWEEN),
  deriveBlocks: blocks(BETWEEN),
  deriveStandings: standings(BETWEEN),
  deriveVisits: visits(BETWEEN),
  deriveConversions: conversions(BETWEEN),
  outdatedVisitors: visitors(OUTDATED),
  outdatedBlocks: blocks(OUTDATED),
  outdatedStandings: standings(OUTDATED),
  outdatedVisits: visits(OUTDATED),
  outdatedConversions: conversions(OUTDATED),

  /** In the order of `DerivedRowsOf.profile`. */
  putWholeProfile: `UPDATE visitors SET consented = ?, first_at = ?, last_at = ?, visits = ?, page_views = ?, conversions = ?, base = ?,
    waarom = ?, wat = ?, waar = ?, koper_until = ?, zoeker_until = ?, yardstick = ?, peak = ?, device = ?, country = ?, profile = ?
    WHERE key = ?`,
} as const
