import { EVENT_TYPES } from '@koopsignaal/protocol'
import { CENSUS_STATEMENTS } from './census/census-statements.ts'
import { DERIVE_STATEMENTS } from './derive-statements.ts'
import { DESK_STATEMENTS } from './desk-statements.ts'
import { RETENTION_STATEMENTS } from './retention-statements.ts'
import { TRAIL_STATEMENTS } from './trail-statements.ts'

/** Every statement by name; values only ever enter as parameters, nearly all of them by name. */

/** A filter is a JSON array of the values of which any will do. */
const anyOf = (parameter: string) => `IN (SELECT value FROM json_each(:${parameter}))`

/** Whether any of a visitor's packed events does, visitor by visitor: the view `events` as a correlated subquery is unpacked as a
 *  whole for each visitor, since the engine does not push the visitor into its two halves. Needs `v`. */
const anyEvent = (
  condition: string,
) => `(EXISTS (SELECT 1 FROM unpacked(v.recent, v.key, v.id) e WHERE ${condition})
      OR EXISTS (SELECT 1 FROM blocks b JOIN unpacked(b.events, b.visitor, v.id) e
        WHERE b.visitor = v.key AND b.last_at >= :from AND b.first_at < :to AND ${condition}))`

/** Whether a visitor has an event in the period of which something is told by a fact; $[i] as in facts.ts. */
const told = (column: 'page' | 'source', place: number, parameter: string, more = '') =>
  anyEvent(`e.at >= :from AND e.at < :to AND e.${column} ->> '$[${place}]' ${anyOf(parameter)}${more}`)

const DAY = 86_400_000
const PAGE_VIEW = EVENT_TYPES.indexOf('page_view')

/** Visitors of a site seen in the period and matching the filter, as `p` (profile) and `v` (visitor). */
const MATCHING = `
  FROM profiles p JOIN visitors v ON v.key = p.visitor
  WHERE p.site = :site AND p.last_day >= CAST(:from AS INTEGER) / ${DAY} AND p.last_at >= :from AND p.first_at < :to
    AND (v.visit_from < :to
      OR EXISTS (SELECT 1 FROM past_visits t WHERE t.visitor = p.visitor AND t.to_at >= :from AND t.from_at < :to))
    AND (:customer IS NULL OR (:customer = 'existing')
      = EXISTS (SELECT 1 FROM conversions c WHERE c.visitor = p.visitor AND c.at <= :at))
    AND (:device IS NULL OR p.device ${anyOf('device')})
    AND (:country IS NULL OR p.country ${anyOf('country')})
    AND (:channel IS NULL OR ${told('source', 0, 'channel')})
    AND (:source IS NULL OR ${told('source', 1, 'source')})
    AND (:campaign IS NULL OR ${told('source', 3, 'campaign')})
    AND (:landing IS NULL OR ${told('page', 1, 'landing', ' AND e.source IS NOT NULL')})
    AND (:page IS NULL OR ${told('page', 1, 'page', ` AND e.type = ${PAGE_VIEW}`)})
    AND (:topic IS NULL OR ${told('page', 3, 'topic')})
    AND ((:segment IS NULL AND :phase IS NULL) OR EXISTS (
      SELECT 1 FROM spans s WHERE s.visitor = p.visitor AND s.from_at <= :at AND (s.until_at IS NULL OR s.until_at > :at)
        AND (:segment IS NULL OR s.segment ${anyOf('segment')}) AND (:phase IS NULL OR s.phase ${anyOf('phase')})))`

/** @param p  the profile's alias */
const profileColumns = (p: 'p' | 'v') =>
  `v.key, v.id, ${p}.profile, ${p}.yardstick, ${p}.peak, ${p}.first_at, ${p}.last_at, ${p}.visits, ${p}.page_views, ${p}.conversions,
  ${p}.base, ${p}.waarom, ${p}.wat, ${p}.waar, ${p}.koper_until, ${p}.zoeker_until, ${p}.consented, ${p}.device, ${p}.country`
const PROFILE_COLUMNS = profileColumns('p')

const WITH_MATCHING = `WITH matching AS MATERIALIZED (SELECT p.visitor ${MATCHING})`

export const STATEMENTS = {
  ...DERIVE_STATEMENTS,
  ...DESK_STATEMENTS,
  ...TRAIL_STATEMENTS,
  ...CENSUS_STATEMENTS,
  ...RETENTION_STATEMENTS,
  putSite: `INSERT INTO sites (id, settings, seal) VALUES (:id, :settings, checksum(:id || :settings))
    ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, seal = excluded.seal`,
  site: 'SELECT key, settings FROM sites WHERE id = :id',
  siteKeys: 'SELECT key FROM sites',
  sites: 'SELECT settings FROM sites ORDER BY id',
  damagedSites: 'SELECT key FROM sites WHERE seal <> checksum(id || settings)',
  addModelDecision: `INSERT INTO model_decisions (site, at, decision, version, reason, figures, model)
    VALUES (:site, :at, :decision, :version, :reason, :figures, :model)`,
  modelDecisions: `SELECT at, decision, version, reason, figures, model FROM model_decisions
    WHERE site = :site ORDER BY seq DESC`,
  putToken: `INSERT INTO tokens (hash, site, role, label, created_at) VALUES (:hash, :site, :role, :label, :createdAt)
    ON CONFLICT (hash) DO NOTHING`,
  token: 'SELECT hash, site, role, label, created_at AS createdAt FROM tokens WHERE hash = :hash',
  tokens: 'SELECT hash, site, role, label, created_at AS createdAt FROM tokens ORDER BY created_at, hash',
  removeToken: 'DELETE FROM tokens WHERE hash = :hash',
  putLogin: `INSERT INTO logins (hash, kind, expires_at) VALUES (:hash, :kind, :expiresAt)
    ON CONFLICT (hash) DO UPDATE SET expires_at = excluded.expires_at`,
  takeLogin: 'DELETE FROM logins WHERE hash = :hash AND kind = :kind AND expires_at > :now',
  hasLogin: 'SELECT 1 FROM logins WHERE hash = :hash AND kind = :kind AND expires_at > :now',

  visitorKey: 'SELECT key FROM visitors WHERE site = :site AND id = :id',
  visitorId: 'SELECT id FROM visitors WHERE key = :key',
  addVisitor: "INSERT INTO visitors (site, id, last_day, recent) VALUES (:site, :id, :day, x'')",
  /** All of a visitor that its next event needs; no yardstick: nothing was derived. */
  visitorRow: `SELECT ${profileColumns('v')}, v.recent FROM visitors v WHERE v.site = :site AND v.id = :id`,
  putRecent: 'UPDATE visitors SET recent = :recent WHERE key = :key',
  putLastDay:
    'UPDATE visitors SET last_day = :day WHERE key = :key AND (last_day IS NULL OR last_day < :day)',
  putLastCounted:
    'UPDATE visitors SET last_at = :lastAt WHERE key = :key AND (last_at IS NULL OR last_at < :lastAt)',
  addBlock: `INSERT INTO blocks (visitor, first_at, last_at, page_views, events, acts)
    VALUES (:visitor, :firstAt, :lastAt, :pageViews, :events, :acts)`,
  /** Of one visitor, in order of arrival; one statement, so that no event is between its row and a block. */
  packedEvents: `SELECT events FROM (SELECT key, events FROM blocks WHERE visitor = :visitor
    UNION ALL SELECT ${Number.MAX_SAFE_INTEGER}, recent FROM visitors WHERE key = :visitor) ORDER BY key`,
  fact: 'SELECT key FROM facts WHERE checksum = :checksum AND kind = :kind AND fact = :fact',
  factByKey: 'SELECT kind, fact, checksum FROM facts WHERE key = :key',
  addFact: 'INSERT INTO facts (kind, fact, checksum) VALUES (:kind, :fact, :checksum)',
  factKeys: 'SELECT key FROM facts',
  addNewIds: 'INSERT INTO new_ids (hashes) VALUES (:hashes)',
  newIds: 'SELECT hashes FROM new_ids ORDER BY seq',
  removeNewIds: 'DELETE FROM new_ids',
  knownIds: 'SELECT hashes FROM known_ids WHERE page = :page',
  putKnownIds: `INSERT INTO known_ids (page, hashes) VALUES (:page, :hashes)
    ON CONFLICT (page) DO UPDATE SET hashes = excluded.hashes`,
  idFilters: 'SELECT bits FROM id_filters WHERE segment >= :from ORDER BY segment',
  addIdFilter: 'INSERT INTO id_filters (segment, bits) VALUES (:segment, :bits)',
  addDrop: `INSERT INTO quarantine (site, at, reason, message, event) VALUES (:site, :at, :reason, :message, :event)`,
  newestDrops: `SELECT seq AS place, at, reason, message, event FROM quarantine
    WHERE site = :site AND seq < coalesce(:after, ${Number.MAX_SAFE_INTEGER}) ORDER BY seq DESC LIMIT :limit`,
  oldestDrops: `SELECT seq AS place, at, reason, message, event FROM quarantine
    WHERE site = :site AND seq > coalesce(:after, 0) ORDER BY seq LIMIT :limit`,
  isErased: 'SELECT 1 FROM erased WHERE hash = :hash',

  /** `profileValues`, `newestVisitValues`, the visit's start, its source twice, `recent`, the key. `recent` stays as it is where none is
   *  given, and so does the source of a visit that goes on. */
  putProfile: `UPDATE visitors SET consented = ?, first_at = ?, last_at = ?, visits = ?, page_views = ?, conversions = ?, base = ?,
    waarom = ?, wat = ?, waar = ?, koper_until = ?, zoeker_until = ?, yardstick = ?, peak = ?, device = ?, country = ?, profile = ?,
    visit_from = ?, visit_page_views = ?, visit_segments = ?, visit_phases = ?, visit_converted_segment = ?, visit_converted_phase = ?,
    visit_source = CASE WHEN visit_from = ? THEN coalesce(?, visit_source) ELSE ? END, recent = coalesce(?, recent)
    WHERE key = ?`,
  profile: `SELECT ${PROFILE_COLUMNS}
    FROM profiles p JOIN visitors v ON v.key = p.visitor WHERE p.visitor = :visitor`,
  removeProfile: `UPDATE visitors SET consented = NULL, first_at = NULL, last_at = NULL, visits = NULL, page_views = NULL,
    conversions = NULL, base = NULL, waarom = NULL, wat = NULL, waar = NULL, koper_until = NULL, zoeker_until = NULL, yardstick = NULL, peak = NULL,
    device = NULL, country = NULL, profile = NULL, visit_from = NULL, visit_page_views = NULL, visit_segments = NULL, visit_phases = NULL,
    visit_converted_segment = NULL, visit_converted_phase = NULL, visit_source = NULL WHERE key = :visitor`,
  spans: 'SELECT from_at, until_at, segment, phase FROM spans WHERE visitor = :visitor ORDER BY from_at',
  standings:
    'SELECT visitor, from_at, until_at, standing FROM standings WHERE visitor = :visitor ORDER BY from_at',
  spansFrom: `SELECT from_at, until_at, segment, phase FROM spans
    WHERE visitor = :visitor AND (until_at IS NULL OR until_at >= :from) ORDER BY from_at`,
  putSpan: `INSERT INTO standings (visitor, from_at, until_at, standing) VALUES (:visitor, :from, :until, :standing)
    ON CONFLICT (visitor, from_at) DO UPDATE SET until_at = excluded.until_at, standing = excluded.standing`,
  removeSpan: 'DELETE FROM standings WHERE visitor = :visitor AND from_at = :from',
  removeSpans: 'DELETE FROM standings WHERE visitor = :visitor',

  /** The newest visit, as it stands in its visitor's row, when a later one begins. */
  closeVisit: `INSERT INTO past_visits (visitor, from_at, to_at, page_views, segments, phases, converted_segment, converted_phase,
      source)
    SELECT key, visit_from, last_at, visit_page_views, visit_segments, visit_phases, visit_converted_segment,
      visit_converted_phase, visit_source
    FROM visitors WHERE key = :visitor AND visit_from < :from`,
  putNewestVisit: `UPDATE visitors SET visit_from = :from, visit_page_views = :pageViews, visit_segments = :segments, visit_phases = :phases,
    visit_converted_segment = :convertedSegment, visit_converted_phase = :convertedPhase, visit_source = :source
    WHERE key = :visitor`,
  putPastVisit: `INSERT INTO past_visits (visitor, from_at, to_at, page_views, segments, phases, converted_segment, converted_phase,
      source)
    VALUES (:visitor, :from, :to, :pageViews, :segments, :phases, :convertedSegment, :convertedPhase, :source)
    ON CONFLICT (visitor, from_at) DO UPDATE SET to_at = excluded.to_at, page_views = excluded.page_views,
      segments = excluded.segments, phases = excluded.phases, converted_segment = excluded.converted_segment,
      converted_phase = excluded.converted_phase, source = coalesce(excluded.source, past_visits.source)`,
  removePastVisits: 'DELETE FROM past_visits WHERE visitor = :visitor',
  putConversion: `INSERT INTO conversions (visitor, at, id, segment, phase, name, value, currency)
    VALUES (:visitor, :at, :id, :segment, :phase, :name, :value, :currency)`,
  removeConversions: 'DELETE FROM conversions WHERE visitor = :visitor',

  removeBlocks: 'DELETE FROM blocks WHERE visitor = :visitor',
  removeVisitor: 'DELETE FROM visitors WHERE key = :visitor',
  markErased:
    'INSERT INTO erased (hash, at) VALUES (:hash, :at) ON CONFLICT (hash) DO UPDATE SET at = excluded.at',
  expireErased: 'DELETE FROM erased WHERE at < :before',
  expireDrops: 'DELETE FROM quarantine WHERE at < :before',
  expireLogins: 'DELETE FROM logins WHERE expires_at <= :now',

  lastDays:
    'SELECT DISTINCT last_day FROM visitors WHERE site = :site AND last_day IS NOT NULL ORDER BY last_day DESC',
  lastOfDay: 'SELECT max(last_at) FROM visitors WHERE site = :site AND last_day = :day',
  owners: 'SELECT key, id FROM visitors WHERE key > :key AND +site = :site ORDER BY key LIMIT 200',
  lastVisitorKey: 'SELECT max(key) FROM visitors',
  countVisitors: "SELECT count(*) FROM visitors WHERE site = :site AND id <> ''",
  hasVisitors:
    "SELECT count(*) = :count FROM (SELECT 1 FROM visitors WHERE site = :site AND id <> '' LIMIT :count)",

  trackKeys: `SELECT p.visitor ${MATCHING} AND p.visitor > :after ORDER BY p.visitor LIMIT :limit`,
  /** Not by the view of them: it would find each a second time. */
  profilesOf: `SELECT ${profileColumns('v')} FROM json_each(:keys) k
    CROSS JOIN visitors v ON v.key = k.value AND v.site = :site WHERE v.yardstick IS NOT NULL`,
  profileOf: `SELECT ${profileColumns('v')} FROM visitors v WHERE v.key = ? AND v.site = ? AND v.yardstick IS NOT NULL`,
  visitorsAsOf: `SELECT ${PROFILE_COLUMNS} ${MATCHING} AND p.consented = 1 AND p.first_at <= :at`,

  /** :by is a new customer, whose first it is, or an existing one. */
  datedConversions: `${WITH_MATCHING}
    SELECT c.at, c.name, c.value, c.currency, p.first_at AS firstAt FROM matching m JOIN profiles p ON p.visitor = m.visitor
    JOIN conversions c ON c.visitor = m.visitor AND c.at >= :from AND c.at < :to AND coalesce(c.value, 0) >= 0
    WHERE :by IS NULL OR (:by = 'existing') = EXISTS (SELECT 1 FROM conversions e
      WHERE e.visitor = c.visitor AND (e.at, e.id) < (c.at, c.id) AND coalesce(e.value, 0) >= 0)
    ORDER BY c.at, c.id`,
  outcomes: `${WITH_MATCHING}
    SELECT s.segment, count(*) AS visitors, coalesce(sum((SELECT CASE :customer WHEN 'new' THEN min(1, count(*)) ELSE count(*) END FROM conversions c
      WHERE c.visitor = m.visitor AND c.at >= :at AND c.at < :until AND coalesce(c.value, 0) >= 0)), 0) AS conversions FROM matching m
    JOIN spans s ON s.visitor = m.visitor AND s.from_at <= :at AND (s.until_at IS NULL OR s.until_at > :at)
    GROUP BY s.segment`,
  /** Page views of those who are only counted; :visitor is their row. */
  countedPageViews: `SELECT
    (SELECT coalesce(sum(page_views), 0) FROM blocks WHERE visitor = :visitor AND first_at >= :from AND last_at < :to)
    + (SELECT count(*) FROM blocks b JOIN unpacked(b.events, b.visitor, '') e WHERE b.visitor = :visitor
      AND NOT (b.first_at >= :from AND b.last_at < :to) AND b.first_at < :to AND b.last_at >= :from
      AND e.at >= :from AND e.at < :to AND e.type = ${PAGE_VIEW} AND e.bot IS NULL)
    + (SELECT count(*) FROM visitors v JOIN unpacked(v.recent, v.key, '') e WHERE v.key = :visitor
      AND e.at >= :from AND e.at < :to AND e.type = ${PAGE_VIEW} AND e.bot IS NULL)`,
} as const
export type StatementName = keyof typeof STATEMENTS
