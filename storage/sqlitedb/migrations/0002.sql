-- storage/casestore: a file that is read before the others, because somebody waits for it
ALTER TABLE import ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
