/** The text of an answer while it is made. Dispatches `text` {piece} for each piece that arrives. */
export class LiveAnswer extends EventTarget {
  text = '';

  /** @param {number|null} id of the answer's message; null when it is not on the path that is shown */
  constructor(id) {
    super();
    this.id = id;
  }

  append(piece) {
    this.text += piece;
    this.dispatchEvent(new CustomEvent('text', { detail: { piece } }));
  }
}
