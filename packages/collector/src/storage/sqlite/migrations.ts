/** The schema, one numbered step per release; a step is never edited after its release.
 *
 *  Truth: sites, model_decisions, tokens, saved_segments, costs, visitors, events, facts. Cache, rebuilt from events: profiles, spans, visits, conversions. Times are Unix ms. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sites (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL
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

  CREATE TABLE visitors (
    key INTEGER PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES sites (key),
    id TEXT NOT NULL,
    UNIQUE (site, id)
  ) STRICT;

  -- What many events have in common, once; see facts.ts. visitor: the only one whose events name it; null when it is shared.
  CREATE TABLE facts (
    key INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    fact TEXT NOT NULL,
    visitor INTEGER REFERENCES visitors (key),
    UNIQUE (kind, fact)
  ) STRICT;
  CREATE INDEX facts_by_visitor ON facts (visitor) WHERE visitor IS NOT NULL;

  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES sites (key),
    id TEXT NOT NULL,
    visitor INTEGER REFERENCES visitors (key),
    -- Its place in protocol's EVENT_TYPES.
    type INTEGER NOT NULL,
    at INTEGER NOT NULL,
    -- Milliseconds after at.
    received_after INTEGER NOT NULL,
    bot TEXT,
    -- Keys of facts. No reference is declared: to remove a fact would search all events, and doctor checks it.
    agent INTEGER NOT NULL,
    page INTEGER,
    source INTEGER,
    referrer INTEGER,
    detail TEXT,
    UNIQUE (site, id)
  ) STRICT;
  CREATE INDEX events_by_visitor ON events (visitor) WHERE visitor IS NOT NULL;
  CREATE INDEX events_by_time ON events (site, at, visitor, type, bot);

  CREATE TABLE profiles (
    visitor INTEGER PRIMARY KEY REFERENCES visitors (key),
    site INTEGER NOT NULL REFERENCES sites (key),
    consented INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    page_views INTEGER NOT NULL,
    conversions INTEGER NOT NULL,
    base REAL NOT NULL,
    waarom REAL NOT NULL,
    wat REAL NOT NULL,
    waar REAL NOT NULL,
    koper_until INTEGER,
    zoeker_until INTEGER,
    model TEXT NOT NULL,
    first_touch TEXT,
    last_touch TEXT,
    device TEXT NOT NULL,
    country TEXT,
    visit TEXT NOT NULL,
    last_id TEXT NOT NULL,
    deal INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE INDEX profiles_by_last ON profiles (site, last_day);

  CREATE TABLE spans (
    visitor INTEGER NOT NULL REFERENCES visitors (key),
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    segment TEXT NOT NULL,
    phase TEXT NOT NULL,
    PRIMARY KEY (visitor, from_at)
  ) STRICT, WITHOUT ROWID;

  -- segments and phases: bit i is set when the visitor was in the i-th of protocol's list before the first conversion.
  CREATE TABLE visits (
    visitor INTEGER NOT NULL REFERENCES visitors (key),
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    page_views INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    phases INTEGER NOT NULL,
    converted_segment INTEGER,
    converted_phase INTEGER,
    -- Keys of facts: how it came, and the page that it began on.
    source INTEGER,
    landing INTEGER,
    PRIMARY KEY (visitor, from_at)
  ) STRICT, WITHOUT ROWID;

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

  -- Who was erased in the last day, as a hash: a late copy of their events must not bring them back.
  CREATE TABLE erased (
    hash TEXT PRIMARY KEY,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
]
