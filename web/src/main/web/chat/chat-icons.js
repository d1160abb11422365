import { svg } from 'lit';
import { icon } from '../icons.js';

const line = (path) => icon(svg`<path d=${path} />`);

/** The icons of the conversation. */
export const chatIcons = {
  send: line('M10 16V4.5M5 9.5l5-5 5 5'),
  stop: line('M6 6h8v8H6z'),
  copy: line('M7 7V4.5h8.5V13H13M4.5 7H13v8.5H4.5z'),
  done: line('M4.5 10.5l3.5 3.5 7.5-8'),
  again: line('M15.5 8.5A5.8 5.8 0 1 0 16 11M15.7 4.5v4h-4'),
  previous: line('M12 5l-5 5 5 5'),
  next: line('M8 5l5 5-5 5'),
  down: line('M10 4v12M5 11l5 5 5-5'),
  open: line('M5.5 8L10 12.5 14.5 8'),
  file: line('M5.5 3h6l3.5 3.5V17h-9.5zM11 3v4h4'),
  speech: line('M4 4.5h12v8.5H9l-4 3v-3H4z'),
};
