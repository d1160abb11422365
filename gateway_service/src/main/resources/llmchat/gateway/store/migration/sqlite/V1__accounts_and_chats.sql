-- Times are milliseconds since 1970 in UTC; hashes are the 32 bytes of a SHA-256.

create table users (
  id            text   not null primary key,
  username      text   not null unique,          -- in NFC
  password_hash text,                            -- Argon2id or adopted bcrypt; null: cannot log in
  created_at    bigint not null
);

create table api_keys (
  id         text   not null primary key,
  user_id    text   not null references users (id),
  hash       blob   not null unique,
  public_id  text,                               -- null: adopted, of a form that is not ours
  last4      text   not null,
  created_at bigint not null,
  revoked_at bigint
);
create index api_keys_of_user on api_keys (user_id);

create table sessions (
  hash       blob   not null primary key,
  user_id    text   not null references users (id),
  created_at bigint not null,
  expires_at bigint not null,
  last_seen  bigint not null
);
create index sessions_of_user on sessions (user_id);

create table chats (
  id         text   not null primary key,
  user_id    text   not null references users (id),
  created_at bigint not null,
  updated_at bigint not null
);
create index chats_of_user on chats (user_id, updated_at);

create table messages (
  id         integer not null primary key autoincrement,
  chat_id    text    not null references chats (id),
  parent_id  bigint  references messages (id),   -- null: the first of its chat
  role       text    not null check (role in ('user', 'assistant')),
  text       text    not null,
  created_at bigint  not null
);
create index messages_of_chat on messages (chat_id, id);

-- Whoever calls with the admin key; the empty name cannot be signed up or logged in with.
insert into users (id, username, created_at) values ('admin', '', 0);
