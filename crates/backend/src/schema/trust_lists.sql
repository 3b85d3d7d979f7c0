-- The newest list of trust, as it was signed. content is a hash of what is in it apart from its
-- number and its times, which are seconds.
CREATE TABLE trust_lists (
    version BIGINT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    document TEXT NOT NULL
);
