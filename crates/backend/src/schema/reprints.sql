-- How often a receipt was given out again, and when the last time.
ALTER TABLE receipts ADD COLUMN reprints BIGINT NOT NULL DEFAULT 0;
ALTER TABLE receipts ADD COLUMN reprinted_at BIGINT;
