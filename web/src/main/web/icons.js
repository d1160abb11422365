import { svg, html } from 'lit';

/** Draws an icon: lines on a grid of 20, in the colour of the text around it. */
export const icon = (path) => html`<svg
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
  ${path}
</svg>`;

/** All are decorative: the button around them has the name. */
export const icons = {
  menu: icon(svg`<path d="M3 5.5h14M3 10h14M3 14.5h9" />`),
  close: icon(svg`<path d="M5 5l10 10M15 5L5 15" />`),
  panel: icon(svg`<rect x="2.5" y="3.5" width="15" height="13" rx="2.5" /><path d="M8 3.5v13" />`),
  write: icon(svg`<path d="M10 4H5.5A2.5 2.5 0 0 0 3 6.5v8A2.5 2.5 0 0 0 5.5 17h8a2.5 2.5 0 0 0 2.5-2.5V10" /><path d="M15.3 2.9a1.3 1.3 0 0 1 1.8 1.8L10.5 11.3l-2.5.7.7-2.5z" />`),
  search: icon(svg`<circle cx="9" cy="9" r="5.5" /><path d="M13 13l4 4" />`),
  more: icon(svg`<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6" />`),
  pin: icon(svg`<path d="M7 3h6l-.7 5 2.7 3v1.5H5V11l2.7-3zM10 12.5V17.5" />`),
  pencil: icon(svg`<path d="M13.5 3.5l3 3L7 16l-3.8.8L4 13z" />`),
  bin: icon(svg`<path d="M3.5 5.5h13M8 5.5V3.5h4v2M5 5.5l.8 11h8.4l.8-11M8.5 9v4.5M11.5 9v4.5" />`),
  settings: icon(svg`<path d="M3 6h7M14 6h3M3 14h3M10 14h7" /><circle cx="12" cy="6" r="2" /><circle cx="8" cy="14" r="2" />`),
  leave: icon(svg`<path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M12.5 6.5L16 10l-3.5 3.5M16 10H8" />`),
  keyboard: icon(svg`<rect x="2" y="5" width="16" height="10.5" rx="2" /><path d="M5 8.5h.01M8.3 8.5h.01M11.7 8.5h.01M15 8.5h.01M6.5 12h7" />`),
  back: icon(svg`<path d="M12 4.5L6.5 10l5.5 5.5" />`),
  eye: icon(svg`<path d="M2 10s2.8-5 8-5 8 5 8 5-2.8 5-8 5-8-5-8-5z" /><circle cx="10" cy="10" r="2.3" />`),
};

/** The logo: a gate in a speech bubble. */
export const logo = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <path class="logo-bubble" d="M16 2a14 14 0 0 1 0 28H4a2 2 0 0 1-2-2V16A14 14 0 0 1 16 2z" />
  <path class="logo-gate" d="M10.5 23v-6.5a5.5 5.5 0 0 1 11 0V23" />
</svg>`;
