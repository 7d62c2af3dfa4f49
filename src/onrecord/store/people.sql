-- People whom no roster knows. An id is a hash of name, country and role, see actors.unlisted; decisions are never deleted.

create table person (
    id      text primary key,
    name    text not null,
    sounds  text not null,                 -- see actors.unlisted.sound_name
    country text,
    role    text
);
create index person_by_sound on person (sounds);                        -- who may be the same as a new one

create table appearance (
    record integer not null references record on delete cascade,
    entity text not null,                  -- the id within the record: e1
    person text not null references person,
    primary key (record, entity)
);

create table decision (
    id     integer primary key,
    at     text not null,                  -- UTC instant
    kind   text not null check (kind in ('merge', 'split')),
    one    text not null,
    other  text not null,
    why    text not null,
    by     text not null,
    report text,                           -- of a split: the sha256 of the report
    undone integer not null default 0
);
create index decision_by_other on decision (other, kind);               -- who a person counts as
create index decision_by_one on decision (one, kind);
