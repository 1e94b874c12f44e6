-- storage/casestore: a file that is read before the others, because somebody waits for it
ALTER TABLE import ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
-- storage/casestore: a page as one engine read it at once, until the full reading takes its place
ALTER TABLE page ADD COLUMN glance INTEGER NOT NULL DEFAULT 0;
