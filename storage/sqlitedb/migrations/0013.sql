-- storage/alerts: a practice's own alert rules, and what people wrote about alerts; the alerts stand in the trail
CREATE TABLE alert_rules (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  rules   BLOB NOT NULL,
  person  TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE TABLE alert_note (
  id     TEXT PRIMARY KEY,
  alert  INTEGER NOT NULL UNIQUE, -- index of the trail's entry
  sealed BLOB NOT NULL,
  person TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
