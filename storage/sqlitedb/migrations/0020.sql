-- storage/casestore: a page that a person turned is read anew under a number of its own; the page that it stands for stays as it
-- was read before, in no document.
ALTER TABLE page ADD COLUMN replaces INTEGER NOT NULL DEFAULT 0; -- the number of the page that it stands for; 0: it came so
