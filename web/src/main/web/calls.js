import { api } from './api.js';

/** How many messages are read at a time. */
const PAGE = 50;

const path = (chatId) => `/api/chats/${chatId}`;

/** The calls of one conversation: each resolves to what the server answers. */
export const calls = {
  make: (chosen) => api.post('/api/chats', chosen),
  chat: (chatId) => api.get(path(chatId)),
  change: (chatId, change) => api.patch(path(chatId), change),
  remove: (chatId) => api.del(path(chatId)),

  /** @param {number|null} [end] the last message of the page; else the newest page */
  messages: (chatId, end = null) =>
    api.get(`${path(chatId)}/messages?limit=${PAGE}${end === null ? '' : `&end=${end}`}`),

  /** @param {number|null} parent the message that the question is put under */
  ask: (chatId, text, parent) => api.post(`${path(chatId)}/messages`, { text, parent_id: parent }),
  answer: (chatId, questionId) => api.post(`${path(chatId)}/messages/${questionId}/answers`, {}),
  stop: (generation) => api.post(`/api/generations/${generation}/stop`),

  exported: (chatId, format) => `${path(chatId)}/export?format=${format}`,
};
