-- Everything here is derived from the journal and may be thrown away at any time.
-- Texts are cut to 4,000 characters; the journal keeps them whole.

-- Which migrations were run to their end, by their digest.
CREATE TABLE schema_mark (
  only_row BOOLEAN DEFAULT TRUE PRIMARY KEY CHECK (only_row),
  digest VARCHAR(103) NOT NULL
);

-- Up to which event of which history the rest was made.
CREATE TABLE projection (
  only_row BOOLEAN DEFAULT TRUE PRIMARY KEY CHECK (only_row),
  seq BIGINT NOT NULL,
  digest VARCHAR(103) NOT NULL,
  actor VARCHAR(200) NOT NULL
);

CREATE TABLE events (
  seq BIGINT PRIMARY KEY,
  event_time TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  type VARCHAR(64) NOT NULL,
  version INT NOT NULL,
  aggregate VARCHAR(128) NOT NULL,
  actor VARCHAR(200) NOT NULL
);
CREATE INDEX events_by_aggregate ON events (aggregate, seq);
CREATE INDEX events_by_type ON events (type, seq);
CREATE INDEX events_by_actor ON events (actor, seq);
CREATE INDEX events_by_time ON events (event_time, seq);

CREATE TABLE promotions (
  id VARCHAR(64) PRIMARY KEY,
  gate VARCHAR(64) NOT NULL,
  definition VARCHAR(103) NOT NULL,
  state VARCHAR(128) NOT NULL,
  ended BOOLEAN NOT NULL,
  requester VARCHAR(64) NOT NULL,
  opened TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  touched TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  release_id VARCHAR(100) NOT NULL,
  release_bundle VARCHAR(103) NOT NULL,
  release_commit VARCHAR(64) NOT NULL,
  reason VARCHAR(4000) NOT NULL,
  decision_log VARCHAR(64),
  decision_index BIGINT
);
CREATE INDEX promotions_by_touched ON promotions (touched, id);

CREATE TABLE steps (
  promotion VARCHAR(64) NOT NULL,
  ordinal INT NOT NULL,
  step VARCHAR(64) NOT NULL,
  status VARCHAR(16) NOT NULL,
  attempt INT NOT NULL,
  action_key VARCHAR(128),
  action_phase VARCHAR(16),
  sign_offs INT NOT NULL,
  PRIMARY KEY (promotion, ordinal)
);

CREATE TABLE evidence (
  promotion VARCHAR(64) NOT NULL,
  id VARCHAR(64) NOT NULL,
  seq BIGINT NOT NULL,
  step VARCHAR(64) NOT NULL,
  artefact VARCHAR(64) NOT NULL,
  attempt INT NOT NULL,
  path VARCHAR(4000) NOT NULL,
  size BIGINT NOT NULL,
  sha256 VARCHAR(71) NOT NULL,
  sha384 VARCHAR(103) NOT NULL,
  recorded TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  secret BOOLEAN NOT NULL,
  recorded_by VARCHAR(200) NOT NULL,
  counts BOOLEAN NOT NULL,
  PRIMARY KEY (promotion, id, seq)
);
CREATE INDEX evidence_by_sha384 ON evidence (sha384);
CREATE INDEX evidence_by_sha256 ON evidence (sha256);

CREATE TABLE assessments (
  seq BIGINT PRIMARY KEY,
  promotion VARCHAR(64) NOT NULL,
  step VARCHAR(64) NOT NULL,
  verdict VARCHAR(16) NOT NULL,
  as_of TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  evidence_root VARCHAR(103) NOT NULL,
  build VARCHAR(200) NOT NULL
);
CREATE INDEX assessments_by_promotion ON assessments (promotion, step, seq);

CREATE TABLE results (
  seq BIGINT NOT NULL,
  ordinal INT NOT NULL,
  rule VARCHAR(64) NOT NULL,
  version INT NOT NULL,
  verdict VARCHAR(16) NOT NULL,
  PRIMARY KEY (seq, ordinal)
);

CREATE TABLE findings (
  seq BIGINT NOT NULL,
  ordinal INT NOT NULL,
  promotion VARCHAR(64),
  step VARCHAR(64),
  source VARCHAR(64) NOT NULL,
  rule VARCHAR(64) NOT NULL,
  code VARCHAR(200) NOT NULL,
  subject VARCHAR(4000) NOT NULL,
  expected VARCHAR(4000) NOT NULL,
  observed VARCHAR(4000) NOT NULL,
  remedy VARCHAR(4000) NOT NULL,
  clause VARCHAR(200) NOT NULL,
  pending BOOLEAN NOT NULL,
  haystack VARCHAR(20000) NOT NULL,
  PRIMARY KEY (seq, ordinal)
);
CREATE INDEX findings_by_promotion ON findings (promotion, seq);
CREATE INDEX findings_by_rule ON findings (rule, seq);

CREATE TABLE decisions (
  log VARCHAR(64) NOT NULL,
  line_index BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  status VARCHAR(200) NOT NULL,
  digest VARCHAR(103) NOT NULL,
  event_time TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (log, line_index)
);

CREATE TABLE permits (
  id VARCHAR(64) PRIMARY KEY,
  seq BIGINT NOT NULL,
  digest VARCHAR(103) NOT NULL,
  environment VARCHAR(16) NOT NULL,
  issued TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  revoked TIMESTAMP(9) WITH TIME ZONE,
  reason VARCHAR(4000) NOT NULL
);

CREATE TABLE environment (
  only_row BOOLEAN DEFAULT TRUE PRIMARY KEY CHECK (only_row),
  machine VARCHAR(32) NOT NULL,
  since TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  reason VARCHAR(4000) NOT NULL,
  permit VARCHAR(64)
);
