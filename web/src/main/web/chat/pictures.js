import { html } from 'lit';

/** The pictures of the conversation, on the same field of 20 and in the same line as `icons`. */
const picture = (path) =>
  html`<svg
    class="icon"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d=${path} />
  </svg>`;

export const pictures = {
  send: picture('M10 16V4.5M5 9.5l5-5 5 5'),
  stop: picture('M6 6h8v8H6z'),
  copy: picture('M7 7V4.5h8.5V13H13M4.5 7H13v8.5H4.5z'),
  done: picture('M4.5 10.5l3.5 3.5 7.5-8'),
  again: picture('M15.5 8.5A5.8 5.8 0 1 0 16 11M15.7 4.5v4h-4'),
  previous: picture('M12 5l-5 5 5 5'),
  next: picture('M8 5l5 5-5 5'),
  down: picture('M10 4v12M5 11l5 5 5-5'),
  open: picture('M5.5 8L10 12.5 14.5 8'),
  file: picture('M5.5 3h6l3.5 3.5V17h-9.5zM11 3v4h4'),
  speech: picture('M4 4.5h12v8.5H9l-4 3v-3H4z'),
};
