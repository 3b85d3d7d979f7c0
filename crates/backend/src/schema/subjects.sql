-- What the issuers of codes that say nothing to us call our citizens. subject is a hash.
CREATE TABLE subjects (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    citizen TEXT NOT NULL REFERENCES citizens (sub),
    PRIMARY KEY (issuer, subject)
);
