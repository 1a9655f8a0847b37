/** What the desk asks, by name; `STATEMENTS` takes them in. */
export const DESK_STATEMENTS = {
  putSavedSegment: `INSERT INTO saved_segments (site, name, label, filters, created_at, changed_at)
    VALUES (:site, :name, :label, :filters, :createdAt, :changedAt)
    ON CONFLICT (site, name) DO UPDATE SET label = excluded.label, filters = excluded.filters, changed_at = excluded.changed_at`,
  savedSegment: `SELECT name, label, filters, created_at, changed_at FROM saved_segments WHERE site = :site AND name = :name`,
  savedSegments: `SELECT name, label, filters, created_at, changed_at FROM saved_segments WHERE site = :site ORDER BY name`,
  removeSavedSegment: 'DELETE FROM saved_segments WHERE site = :site AND name = :name',
  /** RFC 7396: lists are replaced, what is not named stays. */
  changeSite: 'UPDATE sites SET settings = json_patch(settings, :change) WHERE id = :id',

  countedViews: `SELECT page.fact ->> '$[1]' AS path, page.fact ->> '$[2]' AS title, page.fact ->> '$[3]' AS topic,
      count(*) AS views, max(e.at) AS lastAt
    FROM events e JOIN facts page ON page.key = e.page
    WHERE e.site = :site AND e.at >= :from AND e.at < :to AND e.visitor IS NULL AND e.bot IS NULL AND e.type = :pageView
    GROUP BY e.page HAVING path IS NOT NULL`,
  activityTypes: `SELECT type, count(*) AS count, max(at) AS lastAt, count(bot) AS bots FROM events
    WHERE site = :site AND at >= :since GROUP BY type`,
  activityHosts: `SELECT page.fact ->> '$[0]' AS host, sum(n) AS count, max(last) AS lastAt
    FROM (SELECT page, count(*) AS n, max(at) AS last FROM events WHERE site = :site AND at >= :since AND bot IS NULL GROUP BY page) e
    JOIN facts page ON page.key = e.page GROUP BY host HAVING host IS NOT NULL ORDER BY count DESC, host LIMIT 50`,
  dropCounts: `SELECT reason, count(*) AS count, max(at) AS lastAt, message, max(seq) FROM quarantine
    WHERE site = :site GROUP BY reason ORDER BY count DESC, reason`,
} as const
