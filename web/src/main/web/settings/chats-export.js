import { html } from 'lit';
import { calls, downloads } from '../calls.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import { Section } from './section.js';

const TEXT = strings.settings.chats;

/**
 * Export of all chats to a file, and import from one. The file is sent as it is; the server checks
 * it. Dispatches `chats-changed`, which bubbles, after an import.
 */
class ChatsExport extends Section {
  async import(event) {
    const input = event.target;
    const [file] = input.files;
    if (!file) return;
    await this.attempt(async () => {
      const { imported } = await calls.importChats(file);
      toast(TEXT.imported(imported));
      this.dispatchEvent(new CustomEvent('chats-changed', { bubbles: true }));
    });
    input.value = '';
  }

  render() {
    return this.section(
      { id: 'chats', title: TEXT.title, text: TEXT.text },
      html`<div class="buttons">
        <a class="button" href=${downloads.all('json')} download>${TEXT.exportJson}</a>
        <a class="button" href=${downloads.all('markdown')} download>${TEXT.exportMarkdown}</a>
        <label class="button" aria-disabled=${String(this.busy)}>
          <input
            class="only-spoken"
            type="file"
            accept=".json,application/json"
            ?disabled=${this.busy}
            @change=${this.import}
          />
          <span>${this.busy ? TEXT.importing : TEXT.import}</span>
        </label>
      </div>`,
    );
  }
}

customElements.define('chats-export', ChatsExport);
