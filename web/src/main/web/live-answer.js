/** The text of an answer in progress. Dispatches `text` {piece} for each piece that arrives. */
export class LiveAnswer extends EventTarget {
  text = '';

  /** @param {number|null} id of the answer's message; null if it is not on the path that is shown */
  constructor(id) {
    super();
    this.id = id;
  }

  append(piece) {
    this.text += piece;
    this.dispatchEvent(new CustomEvent('text', { detail: { piece } }));
  }
}
