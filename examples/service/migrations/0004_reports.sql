-- What came of the visits. A report may be mended, so it is no document until a page of it is published.
create table reports (
  announcement bytea not null references documents (digest),
  target text not null,
  report jsonb not null,
  primary key (announcement, target)
);
