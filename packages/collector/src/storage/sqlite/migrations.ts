/** The schema, one numbered step per release; a step is never edited after its release.
 *
 *  Truth: sites, model_decisions, tokens, saved_segments, costs, visitors, events, facts. Cache, rebuilt from events: profiles, spans, visits, conversions.
 *  Passing: changes. Times are Unix ms. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sites (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    seal INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE model_decisions (
    seq INTEGER PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES sites (key),
    at INTEGER NOT NULL,
    decision TEXT NOT NULL,
    version TEXT NOT NULL,
    reason TEXT NOT NULL,
    figures TEXT NOT NULL,
    model TEXT NOT NULL
  ) STRICT;

  CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    site TEXT REFERENCES sites (id),
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE saved_segments (
    site INTEGER NOT NULL REFERENCES sites (key),
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    filters TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (site, name)
  ) STRICT, WITHOUT ROWID;

  -- Which visitors' rows were written, commit by commit, for a while; see change-log.ts.
  CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES sites (key),
    visitors BLOB NOT NULL
  ) STRICT;

  -- What was spent, over the days of the site's zone from from_day up to and with to_day. '': no source, no campaign.
  CREATE TABLE costs (
    site INTEGER NOT NULL REFERENCES sites (key),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    channel TEXT NOT NULL,
    source TEXT NOT NULL,
    campaign TEXT NOT NULL,
    amount REAL NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (site, from_day, to_day, channel, source, campaign)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE logins (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What several visitors' events have in common, once; see facts.ts.
  CREATE TABLE facts (
    key INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    fact TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  -- Finds a fact by its text, in a tenth of the space of the texts themselves.
  CREATE INDEX facts_by_checksum ON facts (checksum);

  -- Truth: site, id, recent. The rest is what was derived from the events; it stands in the same row because both change with
  -- each event, and a page written is most of what an event costs.
  CREATE TABLE visitors (
    key INTEGER PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES sites (key),
    -- Empty: all who are only counted.
    id TEXT NOT NULL,
    -- UTC day of the newest event. An index by it changes once a day.
    last_day INTEGER,
    consented INTEGER,
    first_at INTEGER,
    last_at INTEGER,
    visits INTEGER,
    page_views INTEGER,
    conversions INTEGER,
    base REAL,
    waarom REAL,
    wat REAL,
    waar REAL,
    koper_until INTEGER,
    zoeker_until INTEGER,
    -- Null: nothing was derived.
    yardstick TEXT,
    peak REAL,
    device TEXT,
    country TEXT,
    -- The newest visit, up to last_at; columns as those of past_visits, which it becomes a row of when the next one begins.
    visit_from INTEGER,
    visit_page_views INTEGER,
    visit_segments INTEGER,
    visit_phases INTEGER,
    visit_converted_segment INTEGER,
    visit_converted_phase INTEGER,
    visit_source ANY,
    -- All else that is remembered, packed and sealed; see rows.ts.
    profile BLOB,
    -- The newest events, packed and sealed; see recent-events.ts.
    recent BLOB NOT NULL,
    UNIQUE (site, id)
  ) STRICT;
  CREATE INDEX visitors_by_day ON visitors (site, last_day);

  CREATE VIEW profiles AS
    SELECT key AS visitor, site, consented, first_at, last_at, last_day, visits, page_views, conversions, base, waarom, wat, waar,
      koper_until, zoeker_until, yardstick, peak, device, country, profile
    FROM visitors WHERE yardstick IS NOT NULL;

  -- A visitor's older events, packed and sealed.
  CREATE TABLE blocks (
    key INTEGER PRIMARY KEY,
    visitor INTEGER NOT NULL REFERENCES visitors (key),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    page_views INTEGER NOT NULL,
    events BLOB NOT NULL,
    -- Of those who are only counted, once more, what is not looking at pages; see packed-acts.ts.
    acts BLOB
  ) STRICT;
  CREATE INDEX blocks_by_visitor ON blocks (visitor);
  CREATE INDEX blocks_with_acts ON blocks (visitor, last_at) WHERE acts IS NOT NULL;

  -- Which event ids were taken in; see known-ids.ts.
  CREATE TABLE new_ids (
    seq INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE known_ids (
    page INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE id_filters (
    segment INTEGER PRIMARY KEY,
    bits BLOB NOT NULL
  ) STRICT;

  -- standing: 8 times the place of the segment in protocol's list, and the place of the phase in its.
  CREATE TABLE standings (
    visitor INTEGER NOT NULL REFERENCES visitors (key),
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    standing INTEGER NOT NULL,
    PRIMARY KEY (visitor, from_at)
  ) STRICT, WITHOUT ROWID;

  CREATE VIEW spans AS
    SELECT visitor, from_at, until_at,
      CASE standing >> 3 WHEN 0 THEN 'passant' WHEN 1 THEN 'zoeker' ELSE 'koper' END AS segment,
      CASE standing & 7 WHEN 0 THEN 'latent' WHEN 1 THEN 'bewust' WHEN 2 THEN 'visie' WHEN 3 THEN 'leverancier' ELSE 'deal' END AS phase
    FROM standings;

  -- segments and phases: bit i is set when the visitor was in the i-th of protocol's list before the first conversion.
  CREATE TABLE past_visits (
    visitor INTEGER NOT NULL REFERENCES visitors (key),
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    page_views INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    phases INTEGER NOT NULL,
    converted_segment INTEGER,
    converted_phase INTEGER,
    -- How it came: the key of a fact, or its JSON.
    source ANY,
    PRIMARY KEY (visitor, from_at)
  ) STRICT, WITHOUT ROWID;

  CREATE VIEW visits AS
    SELECT visitor, from_at, to_at, page_views, segments, phases, converted_segment, converted_phase, source FROM past_visits
    UNION ALL
    SELECT key, visit_from, last_at, visit_page_views, visit_segments, visit_phases, visit_converted_segment,
      visit_converted_phase, visit_source
    FROM visitors WHERE visit_from IS NOT NULL;

  -- What the visitor was just before each conversion.
  CREATE TABLE conversions (
    visitor INTEGER NOT NULL REFERENCES visitors (key),
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    segment TEXT NOT NULL,
    phase TEXT NOT NULL,
    name TEXT NOT NULL,
    value REAL,
    currency TEXT,
    PRIMARY KEY (visitor, at, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE quarantine (
    seq INTEGER PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES sites (key),
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    event TEXT NOT NULL
  ) STRICT;
  CREATE INDEX quarantine_by_time ON quarantine (at);

  -- The days on which the collector was at work, with the newest keys on each; see retention.ts.
  CREATE TABLE worked_days (
    seq INTEGER PRIMARY KEY,
    -- Since 1970, on this machine's clock.
    day INTEGER NOT NULL,
    last_visitor INTEGER NOT NULL,
    last_block INTEGER NOT NULL,
    stage INTEGER NOT NULL
  ) STRICT;

  -- Who was erased in the last day, as a hash: a late copy of their events must not bring them back.
  CREATE TABLE erased (
    hash TEXT PRIMARY KEY,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
]
