import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import './chat-options.js';
import './model-menu.js';

const TEXT = strings.chat;

/**
 * The title of the chat, its model and its options. Dispatches, bubbling, `chat-edit` {change} and
 * `chat-delete` {chat}.
 */
class ChatHead extends Element {
  static properties = {
    chat: { attribute: false },
    chosen: { attribute: false },
    state: { attribute: false },
    me: { attribute: false },
  };

  choose(change) {
    this.dispatchEvent(new CustomEvent('chat-edit', { bubbles: true, detail: { change } }));
  }

  render() {
    const { chat, state } = this;
    return html`<header class="chat-head">
      ${
        chat
          ? html`<h2 class="chat-title" dir="auto">${chat.title ?? TEXT.untitled}</h2>`
          : html`<span class="chat-title"></span>`
      }
      ${state === 'missing' || state === 'failed' ? nothing : this.menus()}
    </header>`;
  }

  /** Inert while the chat is being loaded. */
  menus() {
    const { chat, me, state } = this;
    const { model, system_prompt: prompt } = chat ?? this.chosen;
    const isInert = state !== 'ready';
    return html`<model-menu
        ?inert=${isInert}
        .models=${me.models}
        .standard=${me.default_model}
        .value=${model ?? null}
        @model-chosen=${({ detail }) => this.choose(detail)}
      ></model-menu>
      <chat-options
        ?inert=${isInert}
        .chat=${chat}
        .prompt=${prompt ?? ''}
      ></chat-options>`;
  }
}

customElements.define('chat-head', ChatHead);
