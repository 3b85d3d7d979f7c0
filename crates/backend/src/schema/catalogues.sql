-- The newest catalogue of services, as it was signed. content is a hash of what is in it apart from
-- its version.
CREATE TABLE catalogues (
    version BIGINT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    document TEXT NOT NULL
);

-- What was done most often lately.
CREATE INDEX applications_by_time ON applications (made_at, service);
