import { html, nothing } from 'lit';
import { calls } from '../calls.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import { Section } from './section.js';
import { moment } from './times.js';

const TEXT = strings.settings.sessions;

/** Where the user is logged in, with a button that ends all other sessions. */
class Sessions extends Section {
  static properties = { sessions: { state: true } };

  constructor() {
    super();
    /** @type {object[]|null} null: not read yet */
    this.sessions = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  read() {
    return this.attempt(async () => {
      this.sessions = (await calls.sessions()).sessions;
    });
  }

  end() {
    return this.attempt(async () => {
      const { ended_sessions: ended } = await calls.endOtherSessions();
      this.sessions = this.sessions.filter((session) => session.current);
      toast(TEXT.ended(ended));
    });
  }

  render() {
    return this.section({ id: 'sessions', title: TEXT.title, text: TEXT.text }, this.content());
  }

  content() {
    if (this.sessions !== null) return this.list();
    if (this.busy) return html`<p class="setting-text">${strings.settings.loading}</p>`;
    return html`<button type="button" class="button" @click=${this.read}>
      ${strings.settings.tryAgain}
    </button>`;
  }

  list() {
    const others = this.sessions.some((session) => !session.current);
    return html`<ul class="entries">
        ${this.sessions.map((session) => this.row(session))}
      </ul>
      ${others
        ? html`<button type="button" class="button" @click=${this.end}>${TEXT.end}</button>`
        : nothing}`;
  }

  row({ created_at: created, last_seen: seen, expires_at: expires, current }) {
    return html`<li class="entry">
      <div class="entry-text">
        <strong>${current ? TEXT.current : TEXT.other}</strong>
        <span class="entry-soft">
          ${TEXT.since(moment(created))} · ${TEXT.seen(moment(seen))} ·
          ${TEXT.expires(moment(expires))}
        </span>
      </div>
    </li>`;
  }
}

customElements.define('settings-sessions', Sessions);
