import { html } from 'lit';
import { Conversation } from '../conversation.js';
import { copy } from '../copy.js';
import { forgetSent } from '../drafts.js';
import { Element } from '../element.js';
import { failed } from '../overlay/failed.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import './chat-head.js';
import './composer.js';
import './empty-chat.js';
import './message-list.js';
import { TOUCH } from './text-field.js';
import './status-line.js';
import { placeholders } from './placeholders.js';

const TEXT = strings.chat;

/**
 * A conversation: its head, its messages and the field for the next question.
 *
 * Dispatches, bubbling, `chat-created` {chat}, `chat-changed` {chat}, `chat-delete` {chat},
 * `chats-changed`, `notice` and, once the message of `messageId` is in view, `revealed`.
 */
class ChatView extends Element {
  static properties = {
    chatId: { attribute: false },
    messageId: { attribute: false },
    me: { attribute: false },
    conversation: { state: true },
  };

  constructor() {
    super();
    this.chatId = null;
    this.messageId = null;
    this.conversation = new Conversation();
    this.seen = () => document.hidden || this.refresh();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('reached', this.seen);
    document.addEventListener('visibilitychange', this.seen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('reached', this.seen);
    document.removeEventListener('visibilitychange', this.seen);
    this.conversation.close();
  }

  // Called by the page.

  focusComposer() {
    this.updateComplete.then(() => this.composer?.focusField());
  }

  /** Not if the focus is elsewhere, nor on phones, whose keyboard would cover the answer. */
  focusBack() {
    const at = document.activeElement;
    if (!TOUCH.matches && (at === document.body || this.contains(at))) this.focusComposer();
  }

  async copyLastAnswer() {
    const answer = this.conversation.messages.findLast(
      ({ role, text }) => role === 'assistant' && text,
    );
    if (!answer) return this.status.alert(TEXT.nothingToCopy);
    toast((await copy(answer.text)) ? TEXT.copied : TEXT.copyFailed);
  }

  stop() {
    return this.tried(this.conversation.stop());
  }

  regenerate() {
    const last = this.conversation.messages.at(-1);
    return last && this.again(last);
  }

  get composer() {
    return this.querySelector('chat-composer');
  }

  get list() {
    return this.querySelector('message-list');
  }

  get status() {
    return this.querySelector('status-line');
  }

  // The conversation and its events.

  willUpdate(changed) {
    if (changed.has('me') && this.conversation.state === 'failed') return this.show();
    if (!changed.has('chatId') && !changed.has('messageId')) return;
    const isOpen = this.hasUpdated && (this.conversation.chat?.id ?? null) === this.chatId;
    if (isOpen && this.messageId === null) return;
    this.show();
  }

  show() {
    this.conversation.close();
    const conversation = new Conversation();
    this.conversation = conversation;
    this.listen(conversation);
    if (this.chatId !== null) this.open(conversation);
  }

  listen(conversation) {
    const on = (name, act) =>
      conversation.addEventListener(
        name,
        ({ detail }) => conversation === this.conversation && act(detail),
      );
    on('change', () => this.requestUpdate());
    on('chat', ({ chat }) => this.emit('chat-changed', { chat }));
    on('begin', () => this.began());
    on('failed', ({ error }) => this.failed(error));
    on('end', ({ answer }) => this.ended(answer));
    conversation.addEventListener('sent', ({ detail }) => this.sent(conversation, detail.text));
  }

  async open(conversation) {
    const { chatId, messageId } = this;
    await this.tried(conversation.open(chatId, messageId));
    if (messageId === null || conversation !== this.conversation) return;
    await this.updateComplete;
    this.list?.reveal(messageId, 'start');
    if (conversation.state === 'ready') this.emit('revealed', { chatId, messageId });
  }

  /** The chat that was begun here has been created. */
  adopt() {
    const { chat } = this.conversation;
    if (chat.id === this.chatId) return;
    this.composer.adopt(chat.id);
    this.chatId = chat.id;
    this.emit('chat-created', { chat });
  }

  began() {
    this.adopt();
    this.status.say(TEXT.generating);
    this.updateComplete.then(() => this.list?.follow());
  }

  ended({ status, error }) {
    if (status === 'complete') this.status.say(TEXT.complete);
    else if (status === 'stopped') this.status.say(TEXT.stopped);
    else this.status.alert([TEXT.failedShort, error].filter(Boolean).join(' '));
  }

  sent(conversation, text) {
    const { id } = conversation.chat;
    if (conversation === this.conversation) this.adopt();
    else {
      forgetSent(this.me.username, id, text);
      this.emit('chats-changed');
      if (id !== this.conversation.chat?.id) return;
      this.refresh(); // The user left the chat and came back.
    }
    this.composer.sent(text);
  }

  /** A chat was changed by another tab or by the list. */
  heard({ chatId }) {
    if (chatId === this.conversation.chat?.id) this.refresh();
  }

  refresh() {
    // Nobody asked for this, so failures are not shown; it is repeated soon.
    this.conversation.refresh().catch(() => {});
  }

  // Actions of the user.

  async ask(text) {
    this.list?.follow();
    await this.tried(this.conversation.send(text));
    this.focusBack();
  }

  async edit({ message, text }) {
    await this.tried(this.conversation.edit(message, text));
    if (!this.querySelector('question-editor')) this.focusBack();
  }

  async again(message) {
    await this.tried(this.conversation.regenerate(message));
    this.focusBack();
  }

  async switchBranch({ id, step }) {
    await this.tried(this.conversation.switchTo(id));
    await this.updateComplete;
    const item = await this.list?.reveal(id, 'nearest');
    item?.querySelector('branch-switch')?.focusStep(step);
  }

  editLast() {
    const question = this.conversation.messages.findLast(({ role }) => role === 'user');
    if (question && !this.conversation.isAnswering) this.list.itemOf(question.id)?.edit();
  }

  /**
   * Waits for it, and shows a failure.
   *
   * @returns {Promise<boolean>} whether it worked
   */
  async tried(promise) {
    try {
      await promise;
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  failed(error) {
    failed(this, error);
    if (error.status === 429) this.composer?.waitFor(error.retryAfter ?? 1);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  render() {
    const { conversation, chatId } = this;
    return html`${this.head()} ${this.body()}
      <p class="connection" role="status">${conversation.isConnected ? '' : TEXT.reconnecting}</p>
      <chat-composer
        .chatId=${chatId}
        .username=${this.me.username}
        ?answering=${conversation.isAnswering}
        ?stoppable=${conversation.canStop}
        ?sending=${conversation.isSending}
        ?unready=${conversation.state !== 'ready'}
        ?hidden=${conversation.state === 'missing'}
        @question=${({ detail }) => this.ask(detail.text)}
        @stop=${this.stop}
        @edit-last=${this.editLast}
      ></chat-composer>
      <status-line></status-line>`;
  }

  head() {
    const { chat, chosen, state } = this.conversation;
    return html`<chat-head
      .chat=${chat}
      .chosen=${chosen}
      .state=${state}
      .me=${this.me}
      @chat-edit=${({ detail }) => this.tried(this.conversation.change(detail.change))}
    ></chat-head>`;
  }

  body() {
    const { state, messages } = this.conversation;
    if (state === 'missing') return placeholders.missing();
    if (state === 'failed') return placeholders.failed(() => this.show());
    if (messages.length > 0) return this.log();
    if (state === 'loading') return placeholders.loading();
    return html`<empty-chat
      .me=${this.me}
      @example=${({ detail }) => this.try(detail.text)}
    ></empty-chat>`;
  }

  try(text) {
    this.composer.fill(text);
    this.composer.keep();
    this.focusComposer();
  }

  log() {
    const { messages, live, hasOlder, isAnswering, isSending } = this.conversation;
    return html`<message-list
      .messages=${messages}
      .live=${live}
      .hasOlder=${hasOlder}
      ?busy=${isAnswering || isSending}
      .readOlder=${() => this.tried(this.conversation.readOlder())}
      @jumped=${this.focusBack}
      @message-edit=${({ detail }) => this.edit(detail)}
      @message-regenerate=${({ detail }) => this.again(detail.message)}
      @message-branch=${({ detail }) => this.switchBranch(detail)}
    ></message-list>`;
  }
}

customElements.define('chat-view', ChatView);
