import { LitElement } from 'lit';

/** A component of the page. It draws into itself, so that the page's style sheets and labels reach it. */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}
