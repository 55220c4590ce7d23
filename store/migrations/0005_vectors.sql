-- +goose Up

-- Everything that is pgvector's own stands here and in store/nearest.go: a
-- database with another vector index needs these two changed.

create extension if not exists vector;

-- Numbers of half precision: the index of 17,732 vectors takes 20 MB instead of
-- 35, and the order of neighbours hardly changes.
create table embeddings (
    resource_id uuid not null references resources on delete cascade,
    model       text not null,
    vector      halfvec(384) not null,
    primary key (resource_id, model)
);
create index embeddings_nearest on embeddings using hnsw (vector halfvec_cosine_ops);
