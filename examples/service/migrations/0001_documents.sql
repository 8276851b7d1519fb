-- What is public: each document as the bytes that were published, under their digest.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name;
end $$;

create table documents (
  digest bytea primary key check (digest = sha256(bytes)),
  kind text not null check (kind in ('announced', 'sealed', 'amended', 'disclosed')),
  -- The announcement that it is about: an announcement is about itself.
  announcement bytea not null references documents (digest),
  bytes bytea not null
);
create index documents_of_announcement on documents (announcement, kind);

create trigger documents_stay before update or delete on documents
  for each row execute function refuse_change();
create trigger documents_are_not_emptied before truncate on documents
  for each statement execute function refuse_change();
