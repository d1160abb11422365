import { chat, markdown } from './chat/strings.js';

/**
 * Every text that the page shows, by feature. A value is a text, or a function where something is
 * counted or named in it. Nothing here is HTML.
 */

const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** A length of time in words: "1 second", "12 seconds", "5 minutes", "3 hours", "2 days". */
const span = (seconds) => {
  if (seconds < 90) return count(Math.max(0, Math.ceil(seconds)), 'second', 'seconds');
  if (seconds < 90 * 60) return count(Math.round(seconds / 60), 'minute', 'minutes');
  if (seconds < 36 * 3600) return count(Math.round(seconds / 3600), 'hour', 'hours');
  return count(Math.round(seconds / 86400), 'day', 'days');
};

/** A window of a limit as one reads it: "minute", "hour", "10 minutes". */
const windowOf = (seconds) =>
  ({ 1: 'second', 60: 'minute', 3600: 'hour', 86400: 'day' })[seconds] ?? span(seconds);

export const strings = {
  chat,
  markdown,

  app: {
    name: 'LLM Chat',
    title: (page) => (page ? `${page} · LLM Chat` : 'LLM Chat'),
    loading: 'Loading…',
    skip: 'Skip to the conversation',
    menu: 'Open side bar',
    main: 'Conversation',
    unreachable: 'The server does not answer.',
    tryAgain: 'Try again',
  },

  signIn: {
    logIn: 'Log in',
    signUp: 'Sign up',
    choice: 'Log in or sign up',
    username: 'User name',
    password: 'Password',
    passwordHint: 'At least 8 characters. Longer is better.',
    showPassword: 'Show password',
    working: 'One moment…',
    wrong: 'User name or password is wrong.',
    closed: 'Sign-up is closed. Ask the operator of this server for an account.',
    taken: 'This user name is taken.',
    tooMany: (seconds) => `Too many tries. Try again in ${span(seconds)}.`,
    missingName: 'Enter a user name.',
    missingPassword: 'Enter a password.',
    shortPassword: 'A password has at least 8 characters.',
    ended: 'Your session has ended',
    endedText: 'Log in to go on. What you have written is kept.',
  },

  sideBar: {
    label: 'Chats',
    newChat: 'New chat',
    close: 'Close side bar',
    hide: 'Hide side bar',
    search: 'Search chats',
    searching: 'Searching…',
    clearSearch: 'Clear search',
    results: 'Search results',
    found: (n, more) => (n === 0 ? 'Nothing found' : count(n, 'hit', 'hits') + (more ? ' and more' : '')),
    moreHits: 'Show more',
    searchAgain: 'The search failed. Try again',
    nothingFound: (query) => `No chat says “${query}”.`,
    inTitle: 'Title',
    roles: { user: 'You', assistant: 'Answer' },
    pinned: 'Pinned',
    today: 'Today',
    yesterday: 'Yesterday',
    earlier: 'Earlier',
    empty: 'Your chats appear here. They stay on this server.',
    loading: 'Loading chats…',
    more: 'Loading more…',
    retry: 'Chats could not be loaded. Try again',
    untitled: 'New chat',
    answering: 'is being answered',
    options: (title) => `Options for “${title}”`,
    rename: 'Rename',
    renameLabel: 'New title',
    pin: 'Pin',
    unpin: 'Unpin',
    remove: 'Delete',
    removed: (title) => `Deleted “${title}”`,
    restored: (title) => `“${title}” is back`,
    undo: 'Undo',
    settings: 'Settings',
    logOut: 'Log out',
    help: 'Keyboard shortcuts',
    admin: 'Administrator',
  },

  overlay: {
    close: 'Close',
    cancel: 'Cancel',
    dismiss: 'Dismiss',
    notices: 'Notices',
    offline: 'You are offline. What you write is kept; sending works again when the connection is back.',
    unreachable: 'The server does not answer. Trying again…',
    online: 'The connection is back.',
    rateLimited: (seconds) =>
      seconds > 0
        ? `You have reached a limit of this server. You can go on in ${span(seconds)}.`
        : 'You can go on now.',
    away: (detail) =>
      `The server or the language model cannot be reached at the moment. Try again in a little while.${detail ? ` (${detail})` : ''}`,
    failed: 'Something went wrong. Try again.',
    shortcuts: 'Keyboard shortcuts',
    keys: [
      ['Send', ['Enter']],
      ['New line', ['Shift', 'Enter']],
      ['Stop the answer', ['Esc']],
      ['Search chats', ['Mod', 'K']],
      ['New chat', ['Mod', 'Shift', 'O']],
      ['Copy the last answer', ['Mod', 'Shift', 'C']],
      ['This sheet', ['Mod', '/']],
    ],
  },

  settings: {
    title: 'Settings',
    sections: 'Sections of the settings',
    back: 'Back to the chats',
    save: 'Save',
    tryAgain: 'Try again',
    loading: 'Loading…',

    keys: {
      title: 'Keys',
      text: 'A key lets a program use this server in your name. Treat it like a password.',
      name: 'Name of the new key',
      nameExample: 'laptop, nightly job …',
      make: 'Make a key',
      made: (name) => `Your new key “${name}”`,
      once: 'Copy it now. It is shown only this once.',
      copy: 'Copy key',
      copied: 'Copied',
      copyFailed: 'Copying did not work. Select the text and copy it yourself.',
      done: 'I have copied it',
      list: 'Your keys',
      none: 'You have no keys yet.',
      createdAt: (day) => `made ${day}`,
      usedAt: (time) => `last used ${time}`,
      neverUsed: 'never used',
      rename: (name) => `Rename key “${name}”`,
      renameShort: 'Rename',
      renameLabel: 'New name',
      revoke: (name) => `Revoke key “${name}”`,
      revokeShort: 'Revoke',
      revokeAsk: (name) => `Revoke the key “${name}”?`,
      revokeText: 'Programs that use it are refused from now on. This cannot be undone.',
      revoked: (name) => `Revoked “${name}”`,
    },

    snippets: {
      title: 'Use a key',
      text: 'Any client of the OpenAI API works with this address. Put one of your keys in the place of YOUR_KEY.',
      language: 'Language of the example',
      copy: 'Copy example',
    },

    use: {
      title: 'Use',
      text: 'What you have used of your limits just now.',
      none: 'This server sets you no limit.',
      limit: (limit, seconds) => `${count(limit, 'request', 'requests')} per ${windowOf(seconds)}`,
      used: (used, limit) => `${used} of ${limit} used`,
      resets: (seconds) => `starts again in ${span(seconds)}`,
      fresh: 'nothing used',
    },

    password: {
      title: 'Password',
      text: 'A change ends all your other sessions. Your keys go on working.',
      current: 'Current password',
      next: 'New password',
      change: 'Change password',
      changed: (n) => `Password changed. ${n === 0 ? 'There were no other sessions.' : `${count(n, 'other session was', 'other sessions were')} ended.`}`,
    },

    sessions: {
      title: 'Sessions',
      text: 'Where you are logged in.',
      current: 'This session',
      other: 'Another session',
      since: (time) => `since ${time}`,
      seen: (time) => `last seen ${time}`,
      expires: (time) => `ends ${time} at the latest`,
      end: 'End all other sessions',
      ended: (n) => `${count(n, 'session', 'sessions')} ended`,
    },

    chats: {
      title: 'Chats',
      text: 'All your chats in one file. The JSON file can be imported again, here or on another server.',
      exportJson: 'Export all as JSON',
      exportMarkdown: 'Export all as Markdown',
      import: 'Import chats from a JSON file',
      importing: 'Importing…',
      imported: (n) => `${count(n, 'chat', 'chats')} imported as ${n === 1 ? 'a copy' : 'copies'}`,
    },

    theme: {
      title: 'Appearance',
      label: 'Colours',
      system: 'As the system',
      light: 'Light',
      dark: 'Dark',
    },

    deletion: {
      title: 'Delete account',
      text: 'This deletes your account, all your chats, all your keys and all your sessions, at once and for good. Export your chats first if you want to keep them.',
      password: 'Your password',
      remove: 'Delete my account',
      ask: 'Delete your account?',
      askText: (name) => `The account “${name}”, with its chats and keys, cannot be brought back.`,
    },
  },
};
