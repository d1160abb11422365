import { ApiError } from './api.js';
import { calls } from './calls.js';

/** The delays before reconnecting; the last one is used for all further tries. */
const RETRY_DELAYS_MS = [250, 500, 1000, 2000, 4000, 8000];

/** The server sends something at least every 15 s; after this long the connection is dead. */
const SILENCE_MS = 45_000;

/**
 * Follows an answer in progress. After a broken connection it reconnects and resumes, for as long as
 * it takes; each piece is passed on once.
 *
 * @param {string} generation
 * @param {object} how
 * @param {AbortSignal} how.signal ends it
 * @param {(piece: string) => void} how.onText
 * @param {(connected: boolean) => void} [how.onConnection] called when the connection is lost or back
 * @returns {Promise<object|null>} the ended answer, or null if the server does not know the generation
 *     (any more) or `signal` ended it: then read the messages
 * @throws {ApiError} 403 if the session has ended
 */
export async function follow(generation, { signal, onText, onConnection = () => {} }) {
  let received = 0;
  for (let failures = 0; !signal.aborted; failures++) {
    let retryAfter = 0;
    try {
      for await (const event of events(generation, received, signal)) {
        onConnection(true);
        if (event.type === 'end') return JSON.parse(event.data).answer;
        if (event.type !== 'message') continue;
        const { text } = JSON.parse(event.data);
        onText(text.slice(received - (event.id - text.length)));
        received = event.id;
        failures = 0; // Only now: a connection that always breaks at once must back off.
      }
    } catch (error) {
      if (signal.aborted || error.status === 404) return null;
      if (error.status === 403 || !isTransient(error)) throw error;
      retryAfter = (error.retryAfter ?? 0) * 1000;
    }
    onConnection(false);
    const delay = RETRY_DELAYS_MS[Math.min(failures, RETRY_DELAYS_MS.length - 1)];
    await pause(Math.max(delay, retryAfter), signal);
  }
  return null;
}

/** A lost connection, a busy server and a rate limit are transient; anything else is a bug. */
const isTransient = (error) =>
  error instanceof ApiError || error.name === 'AbortError' || error instanceof TypeError;

/** The events of one connection, until it ends in any way. */
async function* events(generation, after, signal) {
  const silence = new AbortController();
  let timer;
  let isOver = false;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    heard();
    const either = AbortSignal.any([signal, silence.signal]);
    const response = await calls.events(generation, after, either);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; ;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      const frames = (rest + value).split('\n\n');
      rest = frames.pop();
      for (const event of frames.map(parsed)) {
        if (event.type === 'end') isOver = true;
        if (event.data && event.data !== '[DONE]') yield event;
      }
    }
  } finally {
    clearTimeout(timer);
    // After the end the server closes the connection; otherwise we have to.
    if (!isOver) silence.abort();
  }
}

function parsed(frame) {
  const event = { id: 0, type: 'message', data: '' };
  for (const line of frame.split('\n')) {
    if (line.startsWith('data: ')) event.data += line.slice(6);
    else if (line.startsWith('event: ')) event.type = line.slice(7);
    else if (line.startsWith('id: ')) event.id = Number(line.slice(4));
  }
  return event;
}

/** Waits, at most until the server is reachable again. */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('reached', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('reached', done);
    signal.addEventListener('abort', done);
  });
}
