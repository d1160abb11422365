import { html } from 'lit';
import { Element } from '../element.js';

/** How soon the same words may be said again: they are taken away before, or nobody would hear them. */
const FORGET_MS = 4000;

/** What a screen reader is told of the conversation, while the log itself stays silent. */
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
    this.forgetLater();
  }

  /** Says it at once, in the middle of whatever is being read. */
  alert(text) {
    this.status = '';
    this.alarm = text;
    this.forgetLater();
  }

  forgetLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.status = this.alarm = ''), FORGET_MS);
  }

  render() {
    return html`<div class="only-spoken" role="status">${this.status}</div>
      <div class="only-spoken" role="alert">${this.alarm}</div>`;
  }
}

customElements.define('status-line', StatusLine);
