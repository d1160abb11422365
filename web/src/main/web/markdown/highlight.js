import { withBidiMarks } from './characters.js';

/** The languages that we highlight: highlight.js' file names, with aliases. */
const LANGUAGES = {
  bash: 'sh shell zsh console shellsession',
  c: 'h',
  clojure: 'clj',
  cpp: 'c++ cc hpp',
  csharp: 'cs c#',
  css: '',
  dart: '',
  diff: 'patch',
  dockerfile: 'docker',
  elixir: 'ex exs',
  erlang: 'erl',
  fsharp: 'fs f#',
  go: 'golang',
  graphql: 'gql',
  groovy: 'gradle',
  haskell: 'hs',
  http: '',
  ini: 'toml properties conf',
  java: '',
  javascript: 'js jsx mjs cjs node',
  json: 'jsonc json5 jsonl',
  julia: 'jl',
  kotlin: 'kt kts',
  latex: 'tex',
  less: '',
  lua: '',
  makefile: 'make mk',
  markdown: 'md',
  matlab: '',
  nginx: '',
  objectivec: 'objc',
  ocaml: 'ml',
  perl: 'pl',
  php: '',
  powershell: 'ps1 pwsh',
  protobuf: 'proto',
  python: 'py python3',
  r: '',
  ruby: 'rb',
  rust: 'rs',
  scala: '',
  scss: 'sass',
  sql: 'postgresql mysql sqlite plsql',
  swift: '',
  typescript: 'ts tsx',
  vim: '',
  wasm: 'wat',
  xml: 'html svg xhtml vue svelte',
  yaml: 'yml',
};

/** The languages that a language embeds. */
const WITHIN = {
  xml: ['css', 'javascript'],
  markdown: ['xml'],
  php: ['xml'],
  typescript: ['xml'],
  javascript: ['xml'],
};

/** Longer code is not highlighted: it would block the page. */
const LONGEST = 40_000;

const files = new Map();
for (const [file, names] of Object.entries(LANGUAGES)) {
  for (const name of [file, ...names.split(' ')]) files.set(name, file);
}

const loading = new Map();

/** One block at a time, each in its own task, so that the page stays responsive. */
let turn = Promise.resolve();

/**
 * @param {string} code
 * @param {string} language name or alias
 * @returns {Promise<DocumentFragment|null>} the highlighted code; null if it stays plain
 */
export async function coloured(code, language) {
  const file = files.get(language.toLowerCase());
  if (!file || code.length > LONGEST) return null;
  try {
    const hljs = await loaded(file);
    turn = turn.then(() => new Promise((resolve) => setTimeout(resolve)));
    await turn;
    return fragmentOf(hljs.highlight(code, { language: file, ignoreIllegals: true }));
  } catch {
    return null; // The language could not be loaded; the code stays plain.
  }
}

async function loaded(file) {
  const [{ default: hljs }] = await Promise.all([
    import('highlight/core'),
    register(file),
    ...(WITHIN[file] ?? []).map(register),
  ]);
  return hljs;
}

function register(file) {
  if (!loading.has(file)) {
    const done = Promise.all([
      import('highlight/core'),
      import(`highlight/languages/${file}`),
    ]).then(([{ default: hljs }, { default: language }]) => hljs.registerLanguage(file, language));
    done.catch(() => loading.delete(file));
    loading.set(file, done);
  }
  return loading.get(file);
}

/** Builds elements from the result's token tree; its HTML is not used. */
function fragmentOf(result) {
  const fragment = document.createDocumentFragment();
  let at = fragment;
  result._emitter.walk({
    addText: (text) => at.append(withBidiMarks(text)),
    openNode(node) {
      const piece = node.scope ? document.createElement('span') : document.createDocumentFragment();
      if (node.scope) piece.className = classOf(node.scope);
      piece.home = at;
      at = piece;
    },
    closeNode() {
      at.home.append(at);
      at = at.home;
    },
  });
  return fragment;
}

/** The classes for `title.function` are `hljs-title function_`, as in highlight.js' style sheets. */
function classOf(scope) {
  if (scope.startsWith('language:')) return '';
  const [first, ...more] = scope.split('.');
  return [`hljs-${first}`, ...more.map((each, i) => each + '_'.repeat(i + 1))].join(' ');
}
