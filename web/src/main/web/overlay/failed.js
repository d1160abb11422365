import { ApiError } from '../api.js';
import { strings } from '../strings.js';

/**
 * Reports a failed call, as an event `notice` that the notices bar shows.
 *
 * @param {EventTarget} element where it happened
 * @param {unknown} error what the call threw; anything but an ApiError is a bug and is rethrown
 */
export function failed(element, error) {
  if (!(error instanceof ApiError)) throw error;
  if (error.isSignedOut) return; // The page asks to log in again.
  element.dispatchEvent(new CustomEvent('notice', { bubbles: true, detail: noticeOf(error) }));
}

/** @param {ApiError} error */
function noticeOf({ status, detail, retryAfter }) {
  if (status === 0) return { kind: 'offline', text: strings.overlay.unreachable };
  if (status === 429) return { kind: 'rate-limited', text: detail, retryAfter: retryAfter ?? 1 };
  if (status >= 502 && status <= 504) return { kind: 'error', text: strings.overlay.away(detail) };
  return { kind: 'error', text: detail || strings.overlay.failed };
}
