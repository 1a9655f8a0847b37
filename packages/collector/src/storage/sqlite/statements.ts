import { EVENT_TYPES } from '@koopsignaal/protocol'
import { DESK_STATEMENTS } from './desk-statements.ts'
import { TRAIL_STATEMENTS } from './trail-statements.ts'

/** Every statement by name; values only ever enter as named parameters. */

const EVENT_COLUMNS = `e.id, v.id AS visitor, e.type, e.at, e.received_after, e.bot, agent.fact AS agent, page.fact AS page,
  source.fact AS source, referrer.fact AS referrer, e.detail`
const EVENT_FACTS = `JOIN facts agent ON agent.key = e.agent LEFT JOIN facts page ON page.key = e.page
  LEFT JOIN facts source ON source.key = e.source LEFT JOIN facts referrer ON referrer.key = e.referrer`

/** A filter is a JSON array of the values of which any will do. */
const anyOf = (parameter: string) => `IN (SELECT value FROM json_each(:${parameter}))`

/** Whether a visitor has an event in the period of which something is told by a fact; $[i] as in facts.ts. */
const told = (
  column: 'page' | 'source',
  place: number,
  parameter: string,
  more = '',
) => `EXISTS (SELECT 1 FROM events e
      JOIN facts f ON f.key = e.${column} WHERE e.visitor = p.visitor AND f.fact ->> '$[${place}]' ${anyOf(parameter)}
      AND e.at >= :from AND e.at < :to${more})`

const DAY = 86_400_000

/** Visitors of a site seen in the period and matching the filter, as `p` (profile) and `v` (visitor). */
const MATCHING = `
  FROM profiles p JOIN visitors v ON v.key = p.visitor
  WHERE p.site = :site AND p.last_day >= CAST(:from AS INTEGER) / ${DAY} AND p.last_at >= :from AND p.first_at < :to
    AND EXISTS (SELECT 1 FROM visits t WHERE t.visitor = p.visitor AND t.to_at >= :from AND t.from_at < :to)
    AND (:customer IS NULL OR (:customer = 'existing')
      = EXISTS (SELECT 1 FROM conversions c WHERE c.visitor = p.visitor AND c.at <= :at))
    AND (:device IS NULL OR p.device ${anyOf('device')})
    AND (:country IS NULL OR p.country ${anyOf('country')})
    AND (:channel IS NULL OR ${told('source', 0, 'channel')})
    AND (:source IS NULL OR ${told('source', 1, 'source')})
    AND (:campaign IS NULL OR ${told('source', 3, 'campaign')})
    AND (:landing IS NULL OR ${told('page', 1, 'landing', ' AND e.source IS NOT NULL')})
    AND (:page IS NULL OR ${told('page', 1, 'page', ` AND e.type = ${EVENT_TYPES.indexOf('page_view')}`)})
    AND (:topic IS NULL OR ${told('page', 3, 'topic')})
    AND ((:segment IS NULL AND :phase IS NULL) OR EXISTS (
      SELECT 1 FROM spans s WHERE s.visitor = p.visitor AND s.from_at <= :at AND (s.until_at IS NULL OR s.until_at > :at)
        AND (:segment IS NULL OR s.segment ${anyOf('segment')}) AND (:phase IS NULL OR s.phase ${anyOf('phase')})))`

const PROFILE_COLUMNS = `v.id, p.state, p.last_id, p.deal, p.model, p.waarom, p.wat, p.waar,
  p.koper_until, p.zoeker_until, p.consented, p.first_touch, p.last_touch, p.device, p.country, p.visit, p.last_at`

const CHANGING = `consented = :consented, first_at = :firstAt, last_at = :lastAt, visits = :visits, page_views = :pageViews,
  conversions = :conversions, base = :base, waarom = :waarom, wat = :wat, waar = :waar, koper_until = :koperUntil,
  zoeker_until = :zoekerUntil, model = :model, first_touch = :firstTouch, last_touch = :lastTouch, device = :device,
  country = :country, visit = :visit, last_id = :lastId, deal = :deal, state = :state`

/** Score at :at, before rounding: each axis fades from the last event by its half-life. */
const FADED_SCORE = `p.base
  + p.waarom * pow(2, -(:at - p.last_at) / (1.0 * :halfLifeWaarom))
  + p.wat * pow(2, -(:at - p.last_at) / (1.0 * :halfLifeWat))
  + p.waar * pow(2, -(:at - p.last_at) / (1.0 * :halfLifeWaar))`

const SORT_VALUE = `CASE :sort WHEN 'lastSeen' THEN p.last_at WHEN 'firstSeen' THEN p.first_at WHEN 'visits' THEN p.visits
  WHEN 'pageViews' THEN p.page_views ELSE ${FADED_SCORE} END`

const page = (direction: 'ASC' | 'DESC', beyond: '<' | '>') => `
  SELECT * FROM (SELECT ${PROFILE_COLUMNS}, ${SORT_VALUE} AS sort_value ${MATCHING} AND p.consented = 1
    AND (:minScore IS NULL OR ${FADED_SCORE} >= :minScore) AND (:belowScore IS NULL OR ${FADED_SCORE} < :belowScore)
    AND (:seenSince IS NULL OR p.last_at >= :seenSince))
  WHERE :afterId IS NULL OR (sort_value, id) ${beyond} (:afterValue, :afterId)
  ORDER BY sort_value ${direction}, id ${direction} LIMIT :limit`

/** The conversions of the period with what their visitor was just before. */
const CONVERSIONS = `SELECT c.visitor, c.segment, c.phase FROM matching m
  JOIN conversions c ON c.visitor = m.visitor AND c.at >= :from AND c.at < :to`

const WITH_MATCHING = `WITH matching AS MATERIALIZED (SELECT p.visitor ${MATCHING})`

/** The visits that began in the period, counted for one bit of `mask` at a time. */
const VISITS = (mask: 'segments' | 'phases', converted: 'converted_segment' | 'converted_phase') => `
  SELECT count(DISTINCT t.visitor) AS reached, count(*) AS visits, coalesce(sum(t.${converted} = :bit), 0) AS converted
  FROM matching m JOIN visits t ON t.visitor = m.visitor AND t.from_at >= :from AND t.from_at < :to
  WHERE (t.${mask} >> :bit) & 1`

export const STATEMENTS = {
  ...DESK_STATEMENTS,
  ...TRAIL_STATEMENTS,
  putSite: `INSERT INTO sites (id, settings) VALUES (:id, :settings)
    ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`,
  site: 'SELECT key, settings FROM sites WHERE id = :id',
  sites: 'SELECT settings FROM sites ORDER BY id',
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

  hasEvent: 'SELECT 1 FROM events WHERE site = :site AND id = :id',
  visitorKey: 'SELECT key FROM visitors WHERE site = :site AND id = :id',
  addVisitor: 'INSERT INTO visitors (site, id) VALUES (:site, :id)',
  addEvent: `INSERT INTO events (site, id, visitor, type, at, received_after, bot, agent, page, source, referrer, detail)
    VALUES (:site, :id, :visitor, :type, :at, :receivedAfter, :bot, :agent, :page, :source, :referrer, :detail)
    ON CONFLICT (site, id) DO NOTHING`,
  fact: 'SELECT key, visitor FROM facts WHERE kind = :kind AND fact = :fact',
  addFact: 'INSERT INTO facts (kind, fact, visitor) VALUES (:kind, :fact, :visitor)',
  shareFact: 'UPDATE facts SET visitor = NULL WHERE key = :key',
  removeFacts: 'DELETE FROM facts WHERE visitor = :visitor',
  countLostFacts: `SELECT count(*) FROM events e
    WHERE e.agent NOT IN (SELECT key FROM facts) OR e.page NOT IN (SELECT key FROM facts)
      OR e.source NOT IN (SELECT key FROM facts) OR e.referrer NOT IN (SELECT key FROM facts)`,
  countLostFactsOfVisits: `SELECT count(*) FROM visits
    WHERE source NOT IN (SELECT key FROM facts) OR landing NOT IN (SELECT key FROM facts)`,
  addDrop: `INSERT INTO quarantine (site, at, reason, message, event) VALUES (:site, :at, :reason, :message, :event)`,
  drops: `SELECT at, reason, message, event FROM quarantine WHERE site = :site ORDER BY seq DESC LIMIT :limit`,
  isErased: 'SELECT 1 FROM erased WHERE hash = :hash',

  addProfile: `INSERT INTO profiles (visitor, site, consented, first_at, last_at, last_day, visits, page_views, conversions, base,
      waarom, wat, waar, koper_until, zoeker_until, model, first_touch, last_touch, device, country, visit, last_id, deal, state)
    VALUES (:visitor, :site, :consented, :firstAt, :lastAt, CAST(:lastAt AS INTEGER) / ${DAY}, :visits, :pageViews, :conversions, :base,
      :waarom, :wat, :waar, :koperUntil, :zoekerUntil, :model, :firstTouch, :lastTouch, :device, :country, :visit, :lastId, :deal, :state)`,
  putProfile: `UPDATE profiles SET ${CHANGING}, last_day = CAST(:lastAt AS INTEGER) / ${DAY} WHERE visitor = :visitor`,
  /** On the day of the last event: the index stays as it is. */
  putProfileSameDay: `UPDATE profiles SET ${CHANGING} WHERE visitor = :visitor`,
  profile: `SELECT ${PROFILE_COLUMNS}
    FROM profiles p JOIN visitors v ON v.key = p.visitor WHERE p.visitor = :visitor`,
  wholeProfile: 'SELECT * FROM profiles WHERE visitor = :visitor',
  removeProfile: 'DELETE FROM profiles WHERE visitor = :visitor',
  spans: 'SELECT from_at, until_at, segment, phase FROM spans WHERE visitor = :visitor ORDER BY from_at',
  spansFrom: `SELECT from_at, until_at, segment, phase FROM spans
    WHERE visitor = :visitor AND (until_at IS NULL OR until_at >= :from) ORDER BY from_at`,
  putSpan: `INSERT INTO spans (visitor, from_at, until_at, segment, phase) VALUES (:visitor, :from, :until, :segment, :phase)
    ON CONFLICT (visitor, from_at) DO UPDATE SET until_at = excluded.until_at, segment = excluded.segment, phase = excluded.phase`,
  removeSpan: 'DELETE FROM spans WHERE visitor = :visitor AND from_at = :from',
  removeSpans: 'DELETE FROM spans WHERE visitor = :visitor',

  putVisit: `INSERT INTO visits (visitor, from_at, to_at, page_views, segments, phases, converted_segment, converted_phase,
      source, landing)
    VALUES (:visitor, :from, :to, :pageViews, :segments, :phases, :convertedSegment, :convertedPhase, :source, :landing)
    ON CONFLICT (visitor, from_at) DO UPDATE SET to_at = excluded.to_at, page_views = excluded.page_views,
      segments = excluded.segments, phases = excluded.phases, converted_segment = excluded.converted_segment,
      converted_phase = excluded.converted_phase, source = coalesce(excluded.source, visits.source),
      landing = coalesce(excluded.landing, visits.landing)`,
  visits: 'SELECT * FROM visits WHERE visitor = :visitor ORDER BY from_at',
  removeVisits: 'DELETE FROM visits WHERE visitor = :visitor',
  putConversion: `INSERT INTO conversions (visitor, at, id, segment, phase, name, value, currency)
    VALUES (:visitor, :at, :id, :segment, :phase, :name, :value, :currency)`,
  conversions:
    'SELECT at, id, segment, phase, name, value, currency FROM conversions WHERE visitor = :visitor ORDER BY at, id',
  removeConversions: 'DELETE FROM conversions WHERE visitor = :visitor',

  removeEvents: 'DELETE FROM events WHERE visitor = :visitor',
  removeVisitor: 'DELETE FROM visitors WHERE key = :visitor',
  markErased:
    'INSERT INTO erased (hash, at) VALUES (:hash, :at) ON CONFLICT (hash) DO UPDATE SET at = excluded.at',
  expireErased: 'DELETE FROM erased WHERE at < :before',
  expireDrops: 'DELETE FROM quarantine WHERE at < :before',
  expireLogins: 'DELETE FROM logins WHERE expires_at <= :now',

  history: `SELECT ${EVENT_COLUMNS} FROM events e JOIN visitors v ON v.key = e.visitor ${EVENT_FACTS}
    WHERE e.visitor = :visitor AND e.at <= :until ORDER BY e.at, e.id`,
  allEvents: `SELECT e.seq, ${EVENT_COLUMNS} FROM events e LEFT JOIN visitors v ON v.key = e.visitor ${EVENT_FACTS}
    WHERE e.site = :site AND e.seq > :seq ORDER BY e.seq LIMIT 1000`,
  lastEventAt: 'SELECT max(at) FROM events WHERE site = :site AND bot IS NULL',
  visitorKeys: `SELECT v.key FROM visitors v LEFT JOIN profiles p ON p.visitor = v.key
    WHERE v.site = :site AND v.key > :key AND (:present IS NULL OR p.model <> :present) ORDER BY v.key LIMIT 50`,
  countVisitors: 'SELECT count(*) FROM visitors WHERE site = :site',

  trackKeys: `SELECT p.visitor ${MATCHING} AND p.visitor > :after ORDER BY p.visitor LIMIT :limit`,
  visitorsAscending: page('ASC', '>'),
  visitorsDescending: page('DESC', '<'),
  visitorsAsOf: `SELECT ${PROFILE_COLUMNS} ${MATCHING} AND p.consented = 1 AND p.first_at <= :at`,

  standing: `${WITH_MATCHING}
    SELECT s.segment, s.phase, count(*) AS count FROM matching m
    JOIN spans s ON s.visitor = m.visitor AND s.from_at <= :at AND (s.until_at IS NULL OR s.until_at > :at)
    GROUP BY s.segment, s.phase`,
  datedConversions: `${WITH_MATCHING}
    SELECT c.at, c.value, c.currency, p.first_at AS firstAt FROM matching m JOIN profiles p ON p.visitor = m.visitor
    JOIN conversions c ON c.visitor = m.visitor AND c.at >= :from AND c.at < :to ORDER BY c.at, c.id`,
  outcomes: `${WITH_MATCHING}
    SELECT s.segment, count(*) AS visitors, coalesce(sum((SELECT count(*) FROM conversions c
      WHERE c.visitor = m.visitor AND c.at >= :at AND c.at < :until)), 0) AS conversions FROM matching m
    JOIN spans s ON s.visitor = m.visitor AND s.from_at <= :at AND (s.until_at IS NULL OR s.until_at > :at)
    GROUP BY s.segment`,
  visitsInSegment: `${WITH_MATCHING} ${VISITS('segments', 'converted_segment')}`,
  visitsInPhase: `${WITH_MATCHING} ${VISITS('phases', 'converted_phase')}`,
  conversionsFrom: `${WITH_MATCHING}
    SELECT segment, phase, count(*) AS count FROM (${CONVERSIONS}) GROUP BY segment, phase`,
  /** Page views, also of visitors who are only counted when no filter asks for more. */
  pageViews: `${WITH_MATCHING}
    SELECT count(*) FROM events e WHERE e.site = :site AND e.at >= :from AND e.at < :to AND e.type = ${EVENT_TYPES.indexOf('page_view')} AND e.bot IS NULL
      AND (e.visitor IN (SELECT visitor FROM matching) OR (e.visitor IS NULL AND :unfiltered = 1))`,
} as const
export type StatementName = keyof typeof STATEMENTS
