import { html } from 'lit';
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
    me: { attribute: false },
  };

  choose(change) {
    this.dispatchEvent(new CustomEvent('chat-edit', { bubbles: true, detail: { change } }));
  }

  render() {
    const { chat, me } = this;
    const { model, system_prompt: prompt } = chat ?? this.chosen;
    return html`<header class="chat-head">
      <h2 class="chat-title" dir="auto" aria-hidden=${chat ? 'false' : 'true'}>
        ${chat ? (chat.title ?? TEXT.untitled) : ''}
      </h2>
      <model-menu
        .models=${me.models}
        .standard=${me.default_model}
        .value=${model ?? null}
        @model-chosen=${({ detail }) => this.choose(detail)}
      ></model-menu>
      <chat-options .chat=${chat} .prompt=${prompt ?? ''}></chat-options>
    </header>`;
  }
}

customElements.define('chat-head', ChatHead);
