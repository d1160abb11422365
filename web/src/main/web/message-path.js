/** Pure functions on the path of messages that is shown. */

/**
 * The known messages with the last page, just read, in place of theirs. Unchanged messages stay the
 * same objects; older pages stay if the new page continues them.
 */
export function withPage(known, page) {
  const at = known.findIndex(({ id }) => id === page[0]?.id);
  const older = at > 0 ? known.slice(0, at) : [];
  const byId = new Map(known.map((message) => [message.id, message]));
  const kept = (message) =>
    isSame(byId.get(message.id), message) ? byId.get(message.id) : message;
  return { messages: [...older, ...page.map(kept)], hasOlderPages: older.length > 0 };
}

const isSame = (a, b) =>
  a !== undefined &&
  a.status === b.status &&
  a.text === b.text &&
  a.siblings.length === b.siblings.length;

/** Whether there is a question with this text under this parent. */
export const hasQuestion = (messages, { text, parent }) =>
  messages.some(
    (message) =>
      message.role === 'user' && message.text === text && message.parent_id === parent,
  );

/** The path with a question and its new answer instead of everything that followed their parent. */
export function withQuestion(known, question, answer) {
  const at = known.findIndex(({ id }) => id === question.id);
  const parent = known.findIndex(({ id }) => id === question.parent_id);
  return [...known.slice(0, at >= 0 ? at : parent + 1), question, answer];
}

export function withReplaced(known, message) {
  return known.map((each) => (each.id === message.id ? message : each));
}
