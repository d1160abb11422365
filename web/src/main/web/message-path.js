/** What happens to the messages on the path that is shown. Nothing here changes a message or an array. */

/**
 * A page that was read anew, put to what is known: messages that are as they were stay the same
 * objects, and older pages stay, if the new one still joins on to them.
 */
export function takenOver(known, page) {
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

/** Whether the text was asked under this parent. */
export const isAsked = (messages, { text, parent }) =>
  messages.some(
    (message) =>
      message.role === 'user' && message.text === text && message.parent_id === parent,
  );

/** The path with a question and its new answer in place of all that was under their parent. */
export function asked(known, question, answer) {
  const at = known.findIndex(({ id }) => id === question.id);
  const parent = known.findIndex(({ id }) => id === question.parent_id);
  return [...known.slice(0, at >= 0 ? at : parent + 1), question, answer];
}

export function replaced(known, message) {
  return known.map((each) => (each.id === message.id ? message : each));
}
