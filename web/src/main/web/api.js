/** HTTP requests to the server; calls.js says which there are. */

const TIMEOUT_MS = 60_000;
/** To import a file of many chats takes longer. */
const FILE_TIMEOUT_MS = 600_000;

/**
 * A failed call.
 *
 * `status`: of HTTP, or 0 if the server was not reached or the response broke off.
 * `detail`: the server's message, or ''.
 * `fields`: of a 422, the error of each field of the body, by name.
 * `retryAfter`: seconds to wait, or null if the server did not say.
 */
export class ApiError extends Error {
  constructor(status, detail = '', fields = {}, retryAfter = null) {
    super(detail || (status ? `HTTP status ${status}` : 'The server was not reached'));
    this.name = 'ApiError';
    this.status = status;
    this.detail = detail;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }

  /**
   * Whether the server does not know the session (any more). Other refusals with status 403 are about
   * what a signed-in person may do.
   */
  get isSignedOut() {
    return this.status === 403 && this.detail === 'Unauthorized';
  }

  /** Whether the call may have taken effect nevertheless: a proxy can lose the response. */
  get isUnknown() {
    return this.status === 0 || this.status >= 500;
  }
}

/** Each call resolves to the JSON of the response or throws an ApiError. Paths begin with a slash. */
export const api = {
  get: (path) => json('GET', path),
  post: (path, body) => json('POST', path, body),
  patch: (path, body) => json('PATCH', path, body),
  put: (path, body) => json('PUT', path, body),
  del: (path, body) => json('DELETE', path, body),

  /** Opens a stream of events. @param {AbortSignal} signal closes it @returns {Promise<Response>} */
  stream: (path, signal) => request('GET', path, undefined, signal, 'text/event-stream'),

  /** Called when the session is invalid or has ended. The page sets it. */
  onSessionEnded: () => {},
};

async function json(method, path, body) {
  const timeout = body instanceof Blob ? FILE_TIMEOUT_MS : TIMEOUT_MS;
  const response = await request(method, path, body, AbortSignal.timeout(timeout));
  try {
    return await response.json();
  } catch {
    throw new ApiError(0);
  }
}

async function request(method, path, body, signal, accept = 'application/json') {
  const headers = { accept };
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: encoded(body),
      signal,
      cache: 'no-store',
    });
  } catch {
    throw new ApiError(0);
  }
  if (response.ok) return response;
  throw await errorOf(response);
}

/** A file is sent as it is, everything else as JSON. */
function encoded(body) {
  return body === undefined || body instanceof Blob ? body : JSON.stringify(body);
}

async function errorOf(response) {
  const { detail } = await response.json().catch(() => ({}));
  const retryAfter = Number.parseInt(response.headers.get('retry-after'), 10);
  const error = new ApiError(
    response.status,
    typeof detail === 'string' ? detail : firstMessage(detail),
    Array.isArray(detail) ? byField(detail) : {},
    Number.isNaN(retryAfter) ? null : retryAfter,
  );
  if (error.isSignedOut) api.onSessionEnded(error);
  return error;
}

const firstMessage = (detail) => detail?.[0]?.msg ?? '';

/** The error message of a field, without the prefix that is for programs. */
const plain = (msg) => msg.replace(/^Value error, (.)/, (_, first) => first.toUpperCase());

const byField = (detail) =>
  Object.fromEntries(detail.map(({ loc, msg }) => [loc?.at(-1), plain(msg)]));
