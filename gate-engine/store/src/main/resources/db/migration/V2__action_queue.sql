-- What became of each job; the key is the action's, so an action is queued once however often it is asked for.
CREATE TABLE jobs (
  job_key VARCHAR(128) PRIMARY KEY,
  promotion VARCHAR(64) NOT NULL,
  slot VARCHAR(64) NOT NULL,
  status VARCHAR(16) NOT NULL,
  enqueued TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  changed TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  runs INT NOT NULL,
  note VARCHAR(4000) NOT NULL
);

-- The table of db-scheduler, in the columns that its release 16 names.
CREATE TABLE scheduled_tasks (
  task_name VARCHAR(100) NOT NULL,
  task_instance VARCHAR(128) NOT NULL,
  task_data VARBINARY(1000),
  execution_time TIMESTAMP(9) WITH TIME ZONE,
  picked BOOLEAN NOT NULL,
  picked_by VARCHAR(100),
  last_success TIMESTAMP(9) WITH TIME ZONE,
  last_failure TIMESTAMP(9) WITH TIME ZONE,
  consecutive_failures INT,
  last_heartbeat TIMESTAMP(9) WITH TIME ZONE,
  version BIGINT NOT NULL,
  priority SMALLINT,
  state VARCHAR(32),
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
