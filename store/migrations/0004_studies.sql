-- +goose Up

create table studies (
    region_id  uuid   not null,
    id         uuid   not null,
    owner_id   uuid   not null,
    name       text   not null,
    model      text   not null check (model in ('2pl', 'grm')),
    source     text   not null,
    state      text   not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress   float8 not null check (progress between 0 and 1),
    note       text   not null,
    persons    int    not null,
    items      int    not null,
    summary    jsonb,
    created_at timestamptz not null,
    ended_at   timestamptz,
    primary key (region_id, id),
    foreign key (region_id, owner_id) references accounts on delete cascade
);
create index on studies (id);
create index on studies (owner_id, created_at);

create table study_files (
    region_id uuid  not null,
    study_id  uuid  not null,
    name      text  not null check (name in ('responses.csv', 'items.json', 'scores.csv')),
    data      bytea not null,
    primary key (region_id, study_id, name),
    foreign key (region_id, study_id) references studies on delete cascade
);
