import { html } from 'lit';
import { copy } from '../copy.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import { Section } from './section.js';

const TEXT = strings.settings.snippets;

/** Calls to this server in several languages. JSON strings are valid in JavaScript and Python. */
const examples = {
  curl: (origin, model) => `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer YOUR_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${shell(`{"model": ${JSON.stringify(model)}, "messages": [{"role": "user", "content": "Hello!"}]}`)}'`,

  Python: (origin, model) => `from openai import OpenAI

client = OpenAI(base_url="${origin}/v1", api_key="YOUR_KEY")
stream = client.chat.completions.create(
    model=${JSON.stringify(model)},
    messages=[{"role": "user", "content": "Hello!"}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`,

  JavaScript: (origin, model) => `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${origin}/v1', apiKey: 'YOUR_KEY' });
const stream = await client.chat.completions.create({
  model: ${JSON.stringify(model)},
  messages: [{ role: 'user', content: 'Hello!' }],
  stream: true,
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}`,
};

/** Escapes single quotes for a shell string in single quotes. */
const shell = (text) => text.replaceAll("'", `'\\''`);

/** Examples for programs, with this server's address and a model that the user may use. */
class KeySnippets extends Section {
  static properties = { language: { state: true } };

  constructor() {
    super();
    this.language = 'curl';
  }

  get text() {
    const model = this.me.default_model ?? this.me.models[0] ?? 'MODEL';
    return examples[this.language](location.origin, model);
  }

  async copyText() {
    toast((await copy(this.text)) ? strings.settings.keys.copied : strings.settings.keys.copyFailed);
  }

  render() {
    return this.section(
      { id: 'snippets', title: TEXT.title, text: TEXT.text },
      html`<div class="segments" role="group" aria-label=${TEXT.language}>
          ${Object.keys(examples).map((language) => this.choice(language))}
        </div>
        <pre class="snippet" tabindex="0" aria-label=${this.language}><code>${this.text}</code></pre>
        <button type="button" class="button" @click=${this.copyText}>${TEXT.copy}</button>`,
    );
  }

  choice(language) {
    return html`<button
      type="button"
      class="segment"
      aria-pressed=${String(this.language === language)}
      @click=${() => (this.language = language)}
    >
      ${language}
    </button>`;
  }
}

customElements.define('key-snippets', KeySnippets);
