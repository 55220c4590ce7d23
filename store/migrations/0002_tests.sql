-- +goose Up

create table framework (
    position int primary key,
    code     text  not null constraint framework_code unique,
    node     jsonb not null
);

-- Every version of an item stays: responses name the version they answer.
create table items (
    id         text  not null check (id <> ''),
    version    int   not null check (version > 0),
    current    bool  not null,
    content    jsonb not null,
    created_at timestamptz not null default now(),
    primary key (id, version)
);
create unique index items_current on items (id) where current;

create table forms (
    id      uuid primary key,
    code    text  not null constraint forms_code unique,
    content jsonb not null
);

create table assignments (
    region_id  uuid   not null,
    id         uuid   not null,
    class_id   uuid   not null,
    form_id    uuid   not null references forms,
    learners   uuid[] not null,
    opens_at   timestamptz not null,
    closes_at  timestamptz not null,
    created_by uuid   not null,
    created_at timestamptz not null,
    primary key (region_id, id),
    check (closes_at >= opens_at),
    foreign key (region_id, class_id) references classes on delete cascade
);
create index on assignments (id);
create index on assignments (class_id, created_at);

create table sessions (
    region_id     uuid not null,
    id            uuid not null,
    learner_id    uuid not null,
    assignment_id uuid not null,
    class_id      uuid not null,
    form_id       uuid not null references forms,
    state         text not null check (state in ('created', 'running', 'paused', 'finished', 'expired', 'voided')),
    locale        text not null check (locale in ('zh-CN', 'en')),
    seed          numeric(20) not null,
    theta         float8 not null,
    se            float8 not null,
    worked        interval not null,
    resumed_at    timestamptz,
    created_at    timestamptz not null,
    ended_at      timestamptz,
    stop_reason   text not null,
    primary key (region_id, id),
    foreign key (region_id, learner_id) references learners on delete cascade,
    foreign key (region_id, assignment_id) references assignments on delete cascade,
    foreign key (region_id, class_id) references classes on delete cascade
) with (fillfactor = 80); -- room to update estimates in place
create index on sessions (id);
create index on sessions (learner_id, created_at);
create index on sessions (assignment_id);
create index on sessions (class_id);
create index on sessions (form_id);
create index sessions_open on sessions (id) where state in ('created', 'running', 'paused');
-- One sitting a learner and assignment, unless the teacher declared it void.
create unique index sessions_sitting on sessions (region_id, assignment_id, learner_id) where state <> 'voided';

-- The largest table, written twice an answer: it has no index beyond these
-- two, and no foreign key to items, which are never deleted.
create table responses (
    region_id    uuid  not null,
    session_id   uuid  not null,
    position     int   not null check (position >= 0),
    id           uuid  not null,
    item_id      text  not null,
    item_version int   not null,
    presented_at timestamptz not null,
    answer_id    uuid,
    answered_at  timestamptz,
    seconds      float8 not null,
    answer       jsonb not null,
    score        jsonb not null,
    theta        float8 not null,
    se           float8 not null,
    primary key (region_id, session_id, position),
    check ((answer_id is null) = (answered_at is null)),
    foreign key (region_id, session_id) references sessions on delete cascade
);
create unique index responses_answer on responses (region_id, session_id, answer_id) where answer_id is not null;

create table scores (
    region_id   uuid not null,
    session_id  uuid not null,
    learner_id  uuid not null,
    class_id    uuid not null,
    theta       float8 not null,
    se          float8 not null,
    items       int  not null,
    level       text not null,
    provisional bool not null,
    at          timestamptz not null,
    primary key (region_id, session_id),
    foreign key (region_id, session_id) references sessions on delete cascade
);
create index scores_provisional on scores (class_id) where provisional;
