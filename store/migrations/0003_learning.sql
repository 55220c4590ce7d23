-- +goose Up

create table resources (
    id            uuid primary key,
    source        text   not null check (source <> ''),
    source_id     text   not null check (source_id <> ''),
    locale        text   not null,
    title         text   not null check (title <> ''),
    summary       text   not null,
    body          text   not null,
    url           text   not null,
    licence       text   not null check (licence <> ''),
    format        text   not null check (format in ('lesson', 'article', 'video', 'exercise', 'project', 'other')),
    indicators    text[] not null,
    stages        text[] not null check (stages <@ '{primary34,primary56,junior,senior}'),
    minutes       int    not null check (minutes >= 0),
    difficulty    float8 not null,
    difficulty_sd float8 not null,
    "group"       text   not null,
    created_at    timestamptz not null,
    constraint resources_source unique (source, source_id)
);
create index on resources using gin (indicators);

create table conversations (
    region_id  uuid not null,
    id         uuid not null,
    learner_id uuid not null,
    session_id uuid,
    item_id    text not null,
    hints      int  not null check (hints >= 0),
    locale     text not null check (locale in ('zh-CN', 'en')),
    created_at timestamptz not null,
    primary key (region_id, id),
    foreign key (region_id, learner_id) references learners on delete cascade,
    foreign key (region_id, session_id) references sessions on delete cascade
);
create index on conversations (id);
create index on conversations (learner_id, created_at);
create index on conversations (region_id, session_id);

create table messages (
    region_id       uuid  not null,
    conversation_id uuid  not null,
    position        int   not null,
    id              uuid  not null,
    author          text  not null check (author in ('pupil', 'companion')),
    text            text  not null,
    move            text  not null,
    generated       bool  not null,
    sources         jsonb not null,
    at              timestamptz not null,
    primary key (region_id, conversation_id, position),
    foreign key (region_id, conversation_id) references conversations on delete cascade
);

-- Events outlive the accounts they speak of, not the region.
create table events (
    region_id uuid not null references regions on delete cascade,
    id        uuid not null,
    actor_id  uuid,
    verb      text not null check (verb <> ''),
    object    text not null,
    data      jsonb,
    at        timestamptz not null,
    primary key (region_id, id)
);
create index on events (actor_id, at);
create index on events (region_id, at);
