import { html } from 'lit';
import { api } from '../api.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import { Section } from './section.js';

const TEXT = strings.settings.chats;

/**
 * All chats out into a file, and in again from one. The file goes to the server as it is, which says
 * what is wrong with it. Dispatches `chats-changed`, which bubbles, after an import.
 */
class ChatsExport extends Section {
  async import(event) {
    const input = event.target;
    const [file] = input.files;
    if (!file) return;
    await this.attempt(async () => {
      const { imported } = await api.post('/api/import', file);
      toast(TEXT.imported(imported));
      this.dispatchEvent(new CustomEvent('chats-changed', { bubbles: true }));
    });
    input.value = '';
  }

  render() {
    return this.section(
      { id: 'chats', title: TEXT.title, text: TEXT.text },
      html`<div class="buttons">
        <a class="button" href="/api/export?format=json" download>${TEXT.exportJson}</a>
        <a class="button" href="/api/export?format=markdown" download>${TEXT.exportMarkdown}</a>
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
