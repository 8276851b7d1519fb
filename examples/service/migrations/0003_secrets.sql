-- What is private until its day: what the library's `reveal` gave. Give the role of the public port no right to it.
create table secrets (
  announcement bytea not null references documents (digest),
  kind text not null check (kind in ('opening', 'result', 'amendment')),
  -- An amendment's number, from 1; 0 for the others.
  number bigint not null check ((kind = 'amendment') = (number > 0)),
  bytes bytea not null,
  primary key (announcement, kind, number)
);
