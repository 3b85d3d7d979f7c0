-- How far those in charge have come with an application. stage is examination, decided or ready;
-- that it was accepted is known from the application itself.
CREATE TABLE case_stages (
    case_number TEXT NOT NULL REFERENCES applications (case_number),
    stage TEXT NOT NULL,
    reached_at BIGINT NOT NULL,
    PRIMARY KEY (case_number, stage)
);
CREATE INDEX applications_by_citizen ON applications (citizen, made_at);
