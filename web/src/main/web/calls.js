import { api } from './api.js';

const CHATS = 50;
const MESSAGES = 50;
const HITS = 20;

const chatPath = (chatId) => `/api/chats/${chatId}`;
const keyPath = (keyId) => `/api/me/keys/${keyId}`;

/** The path with those parameters that are not null. */
const withQuery = (path, parameters) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  return `${path}?${given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
};

/** Every call to the server. Each resolves to the JSON of the response or throws an ApiError. */
export const calls = {
  page: () => api.get('/api/page'),
  signUp: (credentials) => api.post('/signup', credentials),
  logIn: (credentials) => api.post('/login', credentials),
  logOut: () => api.post('/logout'),

  // The user's account.

  me: () => api.get('/api/me'),
  keys: () => api.get('/api/me/keys'),
  createKey: (name) => api.post('/api/me/keys', { name }),
  renameKey: (keyId, name) => api.patch(keyPath(keyId), { name }),
  revokeKey: (keyId) => api.del(keyPath(keyId)),
  sessions: () => api.get('/api/me/sessions'),
  endOtherSessions: () => api.del('/api/me/sessions'),
  changePassword: (passwords) => api.put('/api/me/password', passwords),
  deleteAccount: (password) => api.del('/api/me', { password }),
  importChats: (file) => api.post('/api/import', file),

  // Chats. `after` and `end` come from the page before; null for the first one.

  chats: (after) => api.get(withQuery('/api/chats', { limit: CHATS, after })),
  search: (q, after) => api.get(withQuery('/api/search', { q, limit: HITS, after })),
  createChat: (settings) => api.post('/api/chats', settings),
  chat: (chatId) => api.get(chatPath(chatId)),
  changeChat: (chatId, change) => api.patch(chatPath(chatId), change),
  deleteChat: (chatId) => api.del(chatPath(chatId)),
  restoreChat: (chatId) => api.post(`${chatPath(chatId)}/restore`),
  messages: (chatId, end = null) =>
    api.get(withQuery(`${chatPath(chatId)}/messages`, { limit: MESSAGES, end })),

  /** @param {number|null} parent the message that the question follows */
  ask: (chatId, text, parent) =>
    api.post(`${chatPath(chatId)}/messages`, { text, parent_id: parent }),
  answerAgain: (chatId, questionId) =>
    api.post(`${chatPath(chatId)}/messages/${questionId}/answers`, {}),
  stop: (generation) => api.post(`/api/generations/${generation}/stop`),

  /** @param {AbortSignal} signal closes the stream @returns {Promise<Response>} */
  events: (generation, after, signal) =>
    api.stream(withQuery(`/api/generations/${generation}/events`, { after }), signal),
};

/** The addresses of files to download. The format is 'json' or 'markdown'. */
export const downloads = {
  chat: (chatId, format) => withQuery(`${chatPath(chatId)}/export`, { format }),
  all: (format) => withQuery('/api/export', { format }),
};
