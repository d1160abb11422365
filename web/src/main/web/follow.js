import { api, ApiError } from './api.js';

/** How long to wait before each further try to join; the last holds for all that follow. */
const PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000];

/** The server says something at least this often, be it only a comment; else the line is dead. */
const SILENCE_MS = 45_000;

/**
 * Follows an answer while it is made. A connection that breaks is joined again where it broke, for as
 * long as it takes; each piece is told once.
 *
 * @param {string} generation
 * @param {object} how
 * @param {AbortSignal} how.signal ends it
 * @param {(piece: string) => void} how.onText
 * @param {(connected: boolean) => void} [how.onConnection] told when the connection is lost and joined
 * @returns {Promise<object|null>} the answer as it ended, or null when the server does not know the
 *     generation (any more) or `signal` ended it: the messages say what became of it
 * @throws {ApiError} 403 when the session ended
 */
export async function follow(generation, { signal, onText, onConnection = () => {} }) {
  let received = 0;
  for (let failures = 0; !signal.aborted; failures++) {
    let wanted = 0;
    try {
      for await (const event of events(
        `/api/generations/${generation}/events?after=${received}`,
        signal,
      )) {
        onConnection(true);
        if (event.type === 'end') return JSON.parse(event.data).answer;
        if (event.type !== 'message') continue;
        const { text } = JSON.parse(event.data);
        onText(text.slice(received - (event.id - text.length)));
        received = event.id;
        failures = 0; // Not before: a line that always breaks at once is to be tried ever less often.
      }
    } catch (error) {
      if (signal.aborted || error.status === 404) return null;
      if (error.status === 403 || !isPassing(error)) throw error;
      wanted = (error.retryAfter ?? 0) * 1000;
    }
    onConnection(false);
    const usual = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)];
    await pause(Math.max(usual, wanted), signal);
  }
  return null;
}

/** A lost line, a busy server and a limit pass by themselves; anything else is a fault. */
const isPassing = (error) =>
  error instanceof ApiError || error.name === 'AbortError' || error instanceof TypeError;

/** The events of one connection, until it ends in whatever way. */
async function* events(path, signal) {
  const silence = new AbortController();
  let timer;
  let isOver = false;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    heard();
    const response = await api.stream(path, AbortSignal.any([signal, silence.signal]));
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
    // Left early, the connection would stay open; after the end, the server closes it.
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

/** Waits, but not after the server is within reach again. */
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
