const COST_FILTER = `site = :site AND (:from IS NULL OR to_day >= :from) AND (:to IS NULL OR from_day <= :to)
  AND (:channel IS NULL OR channel = :channel) AND (:source IS NULL OR source = :source)
  AND (:campaign IS NULL OR campaign = :campaign)`

/** What costs are read and written with; `STATEMENTS` takes them in. */
export const TRAIL_STATEMENTS = {
  putCost: `INSERT INTO costs (site, from_day, to_day, channel, source, campaign, amount, currency)
    VALUES (:site, :from, :to, :channel, :source, :campaign, :amount, :currency)
    ON CONFLICT (site, from_day, to_day, channel, source, campaign)
    DO UPDATE SET amount = excluded.amount, currency = excluded.currency`,
  costs: `SELECT from_day, to_day, channel, source, campaign, amount, currency FROM costs WHERE ${COST_FILTER}
    ORDER BY from_day, to_day, channel, source, campaign`,
  removeCost: `DELETE FROM costs WHERE site = :site AND from_day = :from AND to_day = :to AND channel = :channel
    AND source = :source AND campaign = :campaign`,
  removeCosts: `DELETE FROM costs WHERE ${COST_FILTER}`,
} as const
