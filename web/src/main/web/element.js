import { LitElement } from 'lit';

/** A component without shadow DOM, so that the page's style sheets and labels apply to it. */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}
