-- storage/siem: how far the trail has come on its way to a SIEM
CREATE TABLE siem_stream (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  next    INTEGER NOT NULL, -- number of the first entry that is not known to have arrived
  tried   INTEGER NOT NULL, -- entries below were sent at least once
  resent  INTEGER NOT NULL,
  arrived INTEGER NOT NULL, -- milliseconds; 0: never
  away    INTEGER NOT NULL, -- since when; 0: it is not
  told    INTEGER NOT NULL, -- 1: the trail says so
  problem TEXT NOT NULL
) STRICT;
