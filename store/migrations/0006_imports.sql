-- +goose Up

create table imports (
    region_id  uuid   not null,
    id         uuid   not null,
    owner_id   uuid   not null,
    source     text   not null check (source <> ''),
    file       text   not null,
    state      text   not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress   float8 not null check (progress between 0 and 1),
    note       text   not null,
    rows       int    not null,
    added      int    not null,
    updated    int    not null,
    unchanged  int    not null,
    failed     int    not null,
    faults     jsonb  not null,
    data       bytea, -- the file, until the import has ended
    created_at timestamptz not null,
    ended_at   timestamptz,
    primary key (region_id, id),
    foreign key (region_id, owner_id) references accounts on delete cascade
);
create index on imports (id);
create index on imports (created_at);
