const COST_FILTER = `site = :site AND (:from IS NULL OR to_day >= :from) AND (:to IS NULL OR from_day <= :to)
  AND (:channel IS NULL OR channel = :channel) AND (:source IS NULL OR source = :source)
  AND (:campaign IS NULL OR campaign = :campaign)`

/** What the trails of visitors and the costs are read and written with; `STATEMENTS` takes them in. `keys`: a JSON array of rows of
 *  visitors, which CROSS JOIN makes the engine go through one by one: the order asked for would tempt it to read the whole table. */
export const TRAIL_STATEMENTS = {
  trailSpans: `SELECT s.visitor, s.from_at, s.until_at, s.standing FROM json_each(:keys) k
    CROSS JOIN standings s ON s.visitor = k.value WHERE s.from_at < :to ORDER BY s.visitor, s.from_at`,
  trailVisits: `SELECT t.visitor, t.from_at, t.to_at, t.segments, t.phases,
      coalesce((SELECT fact FROM facts WHERE key = t.source), t.source) AS source
    FROM json_each(:keys) k CROSS JOIN visits t ON t.visitor = k.value
    WHERE t.from_at < :to ORDER BY t.visitor, t.from_at`,
  trailConversions: `SELECT c.visitor, c.at, c.name, c.value, c.currency FROM json_each(:keys) k
    CROSS JOIN conversions c ON c.visitor = k.value WHERE c.at < :to ORDER BY c.visitor, c.at, c.id`,

  putCost: `INSERT INTO costs (site, from_day, to_day, channel, source, campaign, amount, currency)
    VALUES (:site, :from, :to, :channel, :source, :campaign, :amount, :currency)
    ON CONFLICT (site, from_day, to_day, channel, source, campaign)
    DO UPDATE SET amount = excluded.amount, currency = excluded.currency`,
  costs: `SELECT from_day, to_day, channel, source, campaign, amount, currency FROM costs WHERE ${COST_FILTER}
    ORDER BY from_day, to_day, channel, source, campaign`,
  removeCosts: `DELETE FROM costs WHERE ${COST_FILTER}`,
} as const
