-- What citizens said of a service that was just done: one for each application, never changed.
-- level is 1 (very dissatisfied) to 5, reasons are ids with commas between. A bad one is answered
-- within 15 working days; answered_at is when.
CREATE TABLE ratings (
    application TEXT NOT NULL PRIMARY KEY REFERENCES applications (key),
    level BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    machine TEXT NOT NULL,
    rated_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX ratings_by_level ON ratings (level, rated_at);
