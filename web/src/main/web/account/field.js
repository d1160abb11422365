import { html, nothing } from 'lit';

/**
 * A form field: label, input, hint and error, connected for assistive technology.
 *
 * @param {{id: string, label: string, hint?: string, error?: string,
 *     input: (described: {invalid: 'true'|'false', by: unknown}) => unknown}} parts input: draws the
 *     input element with this id, and puts `invalid` and `by` into its aria-invalid and
 *     aria-describedby
 */
export function field({ id, label, hint, error, input }) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${input({ invalid: error ? 'true' : 'false', by: ids || nothing })}
    ${hint ? html`<p class="field-hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="field-error" id="${id}-error">${error}</p>` : nothing}
  </div>`;
}
