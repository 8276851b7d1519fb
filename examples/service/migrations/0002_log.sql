-- The authority's log: a row for each line, with the bytes that the library gave. Rows are added, and no more.
create table log (
  line bigint primary key check (line >= 0),
  document bytea not null references documents (digest),
  bytes bytea not null
);

create trigger log_stays before update or delete on log
  for each row execute function refuse_change();
create trigger log_is_not_emptied before truncate on log
  for each statement execute function refuse_change();
