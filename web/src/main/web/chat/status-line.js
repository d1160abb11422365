import { html } from 'lit';
import { Element } from '../element.js';

/** Texts are cleared after this: a repeated text is announced only if it was gone in between. */
const CLEAR_MS = 4000;

/** Announces the conversation's progress to screen readers; the log itself is silent. */
class StatusLine extends Element {
  static properties = { status: { state: true }, alarm: { state: true } };

  constructor() {
    super();
    this.status = '';
    this.alarm = '';
  }

  say(text) {
    this.status = text;
    this.alarm = '';
    this.clearLater();
  }

  /** Announces it at once, interrupting other speech. */
  alert(text) {
    this.status = '';
    this.alarm = text;
    this.clearLater();
  }

  clearLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.status = this.alarm = ''), CLEAR_MS);
  }

  render() {
    return html`<div class="only-spoken" role="status">${this.status}</div>
      <div class="only-spoken" role="alert">${this.alarm}</div>`;
  }
}

customElements.define('status-line', StatusLine);
