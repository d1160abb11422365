import { html } from 'lit';
import { calls } from '../calls.js';
import { Element } from '../element.js';
import { failed } from '../overlay/failed.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import './chat-options.js';
import './model-menu.js';

const TEXT = strings.chat;

/** How long the way back is offered; the server would take it longer. */
const UNDO_SECONDS = 15;

/**
 * The title of the chat, its model and its options. Dispatches, bubbling, `chat-edit` {change} and,
 * after it deleted or restored the chat, `chat-removed` {chatId}, `chats-changed` and `chat-open`.
 */
class ChatHead extends Element {
  static properties = {
    chat: { attribute: false },
    chosen: { attribute: false },
    me: { attribute: false },
  };

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  async deleteChat() {
    const { id, title } = this.chat;
    try {
      await calls.remove(id);
    } catch (error) {
      return failed(this, error);
    }
    this.tell('chat-removed', { chatId: id });
    this.tell('chats-changed');
    const act = () => this.restoreChat(id);
    toast(TEXT.removed(title ?? TEXT.untitled), { action: TEXT.undo, act, seconds: UNDO_SECONDS });
  }

  async restoreChat(chatId) {
    try {
      await calls.restore(chatId);
    } catch (error) {
      return failed(this, error);
    }
    this.tell('chats-changed');
    this.tell('chat-open', { chatId });
  }

  render() {
    const { chat, me } = this;
    const { model, system_prompt: prompt } = chat ?? this.chosen;
    return html`<header class="chat-head">
      <h2 class="chat-title" dir="auto">${chat ? (chat.title ?? TEXT.untitled) : ''}</h2>
      <model-menu
        .models=${me.models}
        .standard=${me.default_model}
        .value=${model ?? null}
        @model-chosen=${({ detail }) => this.tell('chat-edit', { change: detail })}
      ></model-menu>
      <chat-options
        .chat=${chat}
        .prompt=${prompt ?? ''}
        @chat-delete=${this.deleteChat}
      ></chat-options>
    </header>`;
  }
}

customElements.define('chat-head', ChatHead);
