import { withBidiMarks } from './characters.js';

/** The languages we colour: the file of highlight.js, and the other names that writers give it. */
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

/** What a language has inside it. */
const WITHIN = {
  xml: ['css', 'javascript'],
  markdown: ['xml'],
  php: ['xml'],
  typescript: ['xml'],
  javascript: ['xml'],
};

/** Longer code stays plain: its colours would hold the page up. */
const LONGEST = 40_000;

const files = new Map();
for (const [file, names] of Object.entries(LANGUAGES)) {
  for (const name of [file, ...names.split(' ')]) files.set(name, file);
}

const loading = new Map();

/** One block after the other, each in a turn of its own, so that the page answers in between. */
let turn = Promise.resolve();

/**
 * @param {string} code
 * @param {string} language as the writer calls it
 * @returns {Promise<DocumentFragment|null>} the code in coloured pieces; null when it stays as it is
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
    return null; // The colours could not be fetched; the code is there all the same.
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

/** Builds the pieces from the tree behind the result: its HTML is not used. */
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

/** `title.function` is told by `hljs-title function_`, as in the style sheets of highlight.js. */
function classOf(scope) {
  if (scope.startsWith('language:')) return '';
  const [first, ...more] = scope.split('.');
  return [`hljs-${first}`, ...more.map((each, i) => each + '_'.repeat(i + 1))].join(' ');
}
